package dev.varve.engine.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.SqliteProcess.Doing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {

    @TempDir
    Path folder;

    @Test
    void seesThatNobodyHasItOpen() {
        var file = SqliteFixture.anyDatabase(folder.resolve("app.db"));

        var open = SqliteDatabase.at(file).openElsewhere(Set.of());

        assertThat(open.isSeenUnused()).as(open.blindness()).isTrue();
        assertThat(open.blindness()).isEmpty();
    }

    @Test
    void tellsSinceWhenTheHolderRuns() {
        var file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
        var before = Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
        try (var other = SqliteProcess.start(Doing.IDLING, file)) {

            var open = SqliteDatabase.at(file).openElsewhere(Set.of());

            assertThat(open.isSeenUnused()).isFalse();
            var holder = open.holders().getFirst();
            assertThat(holder.since()).isBetween(before, Instant.now());
            assertThat(holder.inWordsWithStart())
                    .isEqualTo("java (pid " + other.pid() + "), running since " + holder.since());
        }
    }

    @Test
    void doesNotSeeFromAContainerThatNobodyOutsideHasItOpen() {
        var file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
        try (var outside = SqliteProcess.start(Doing.IDLING, file)) {
            assertThat(outside.pid()).isPositive();

            assertThat(looking(List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child"), file))
                    .matches("unused: true, seen unused: false, processes outside of this container or PID namespace"
                            + " \\(pid:\\[\\d+]\\) cannot be seen");
        }
    }

    @Test
    void doesNotSeeWithoutTheRightToLookThatNobodyHasItOpen() {
        var file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
        try (var other = SqliteProcess.start(Doing.IDLING, file)) {
            assertThat(other.pid()).isPositive();

            assertThat(looking(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"), file))
                    .matches("unused: true, seen unused: false, \\d+ processes cannot be looked into, such as .+"
                            + " \\(pid \\d+\\); as root they can");
        }
    }

    private static String looking(List<String> wrapper, Path file) {
        var line = new ArrayList<>(wrapper);
        line.addAll(SqliteProcess.command(Looking.class, file.toString()));
        try {
            var process = new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Another process that looks who has a file open. */
    static final class Looking {

        private Looking() {}

        public static void main(String[] arguments) {
            var open = SqliteDatabase.at(Path.of(arguments[0])).openElsewhere(Set.of());
            System.out.println(
                    "unused: " + open.isEmpty() + ", seen unused: " + open.isSeenUnused() + ", " + open.blindness());
        }
    }
}
