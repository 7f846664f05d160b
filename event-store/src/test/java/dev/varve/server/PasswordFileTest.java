package dev.varve.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.varve.cli.CommandFailure;
import dev.varve.cli.Home;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {

    private static final char[] RIGHT = "größe 表 battery staple".toCharArray();
    private static final char[] WRONG = "grösse 表 battery staple".toCharArray();

    @TempDir
    private Path home;

    @Test
    void letsInWithTheRightPasswordAlone() {
        passwords().set("ann", RIGHT);

        assertThat(passwords().matches("ann", RIGHT)).isTrue();
        assertThat(passwords().matches("ann", WRONG)).isFalse();
        assertThat(passwords().matches("ann", new char[0])).isFalse();
        assertThat(passwords().matches("ben", RIGHT)).isFalse();
    }

    @Test
    void knowsNobodyWhereThereIsNoFile() {
        assertThat(passwords().matches("ann", RIGHT)).isFalse();
        assertThat(passwords().matches("ann", "of nobody".toCharArray())).isFalse();
        assertThat(file()).doesNotExist();
    }

    @Test
    void keepsAHashOfArgon2ForItsOwnerAlone() throws IOException {
        passwords().set("ann", RIGHT);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file()))
                .contains("\"ann\" : \"$argon2id$v=19$m=19456,t=2,p=1$")
                .doesNotContain("battery");
    }

    @Test
    void hashesEqualPasswordsDifferently() throws IOException {
        passwords().set("ann", RIGHT);
        var first = Files.readString(file());
        passwords().set("ann", RIGHT);

        assertThat(Files.readString(file())).isNotEqualTo(first);
    }

    @Test
    void forgetsAPasswordThatIsRemovedOrReplaced() {
        passwords().set("ann", RIGHT);
        passwords().set("ben", RIGHT);
        passwords().remove("ann");
        passwords().set("ben", WRONG);

        assertThat(passwords().holds("ann")).isFalse();
        assertThat(passwords().matches("ann", RIGHT)).isFalse();
        assertThat(passwords().matches("ben", RIGHT)).isFalse();
        assertThat(passwords().matches("ben", WRONG)).isTrue();
    }

    /** Argon2 fills its memory, which tells of the work that was done and, unlike a time, of nothing else. */
    @Test
    void worksAsHardForAnUnknownUserAsForAWrongPassword() {
        passwords().set("ann", RIGHT);
        long known = allocated("ann");

        assertThat(known).isGreaterThan(19_456 * 1_024L);
        assertThat((double) allocated("nobody") / known).isBetween(0.9, 1.1);
    }

    /** Bytes, after what the first check of all has to load. */
    private long allocated(String user) {
        passwords().matches(user, WRONG);
        var memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();
        passwords().matches(user, WRONG);
        return memory.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void refusesAFileThatOthersMayRead() throws IOException {
        passwords().set("ann", RIGHT);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> passwords().matches("ann", RIGHT))
                .isInstanceOfSatisfying(CommandFailure.class, failure -> {
                    assertThat(failure)
                            .hasMessage(
                                    "expected " + file() + " to be for its owner alone, found the rights rw-r-----");
                    assertThat(failure.remedy()).startsWith("chmod 600 " + file());
                });
    }

    @Test
    void refusesADamagedFileWithoutTellingWhatStandsInIt() throws IOException {
        passwords().set("ann", RIGHT);
        for (var damaged : new String[] {"{\"ann\": \"hunter2\"}", "{\"ann\": null}", "[]", "{", ""}) {
            Files.writeString(file(), damaged);

            assertThatThrownBy(() -> passwords().matches("ann", RIGHT))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageStartingWith("expected " + file() + " to map users to hashes by Argon2id, found")
                    .message()
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void losesNoPasswordWhenSeveralAreSetAtOnce() throws Exception {
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 12; i++) {
            var user = "user" + i;
            tasks.add(() -> {
                passwords().set(user, RIGHT);
                return true;
            });
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        }
        for (int i = 0; i < 12; i++) {
            assertThat(passwords().holds("user" + i)).isTrue();
        }
    }

    private Path file() {
        return home.resolve("secrets/users.json");
    }

    private PasswordFile passwords() {
        return new PasswordFile(new Home(home));
    }
}
