package dev.varve.command.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.cli.CommandFailure;
import dev.varve.events.LeaseHolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLockTest {

    private static final String DATABASE = "2049:77";

    @TempDir
    private Path folder;

    @Test
    void canBeTakenAgainOnceItWasLetGo() {
        HostLock.take(folder, DATABASE, claim("run-1")).close();

        HostLock.take(folder, DATABASE, claim("run-2")).close();

        assertThat(folder.resolve("2049_77.lock")).isEmptyFile();
    }

    @Test
    void refusesWhileTheToolOfADeadRunStillRuns() throws IOException {
        var tool = new ProcessBuilder("sleep", "60").start();
        try {
            leaveAClaimBehind(tool);

            assertThatThrownBy(() -> HostLock.take(folder, DATABASE, claim("run-2")))
                    .isInstanceOf(DatabaseHeld.class)
                    .hasMessageContaining("expected no other run on this database, found process " + tool.pid())
                    .hasMessageContaining("left behind by run run-1 of anna");
        } finally {
            tool.destroyForcibly();
        }
    }

    @Test
    void letsARunInOnceTheDeadRunsToolIsGoneToo() throws Exception {
        var tool = new ProcessBuilder("true").start();
        tool.waitFor();
        leaveAClaimBehind(tool);

        HostLock.take(folder, DATABASE, claim("run-2")).close();
    }

    @Test
    void namesNobodyRatherThanADeadHolderWhoseClaimTheNewOneHasNotReplacedYet() throws IOException {
        var lock = HostLock.take(folder, DATABASE, claim("run-1"));
        try {
            assertThatThrownBy(() -> HostLock.take(folder, DATABASE, claim("run-2")))
                    .hasMessage("expected no other run on this database, found one that is just beginning");
        } finally {
            lock.close();
        }
    }

    @Test
    void namesALivingHolderWithUserProcessHostHomeAndStart() throws IOException {
        var me =
                new HostLock.Claim(ThisMachine.holder("anna"), "/home/anna/.varve", "run-1", Instant.EPOCH, null, null);
        try (var lock = HostLock.take(folder, DATABASE, me)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> HostLock.take(folder, DATABASE, claim("run-2")))
                    .hasMessage("expected no other run on this database, found run run-1 of anna (process "
                            + ProcessHandle.current().pid() + " on " + ThisMachine.hostName()
                            + ", home /home/anna/.varve, since 1970-01-01T00:00:00Z)");
        }
    }

    @Test
    void ignoresAClaimThatWasTornInTheWriting() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("2049_77.lock"), "{\"holder\":{\"ho");

        HostLock.take(folder, DATABASE, claim("run-2")).close();
    }

    @Test
    void followsNoLinkThatSomebodyPutInItsPlace() throws IOException {
        var precious = Files.writeString(folder.resolve("precious"), "data");
        Files.createSymbolicLink(folder.resolve("2049_77.lock"), precious);

        assertThatThrownBy(() -> HostLock.take(folder, DATABASE, claim("run-1")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("expected to keep the database's lock in the folder " + folder);
        assertThat(precious).hasContent("data");
    }

    private void leaveAClaimBehind(Process tool) throws IOException {
        var lock = HostLock.take(folder, DATABASE, claim("run-1"));
        lock.toolStarted(tool.pid(), ThisMachine.startOf(tool.pid()));
        var left = Files.readString(folder.resolve("2049_77.lock"));
        lock.close();
        Files.writeString(folder.resolve("2049_77.lock"), left);
    }

    private static HostLock.Claim claim(String runId) {
        var dead = new LeaseHolder(
                ThisMachine.hostName(), ThisMachine.bootId(), ThisMachine.pidNamespace(), 41, 1L, "anna");
        return new HostLock.Claim(dead, "/home/anna/.varve", runId, Instant.EPOCH, null, null);
    }
}
