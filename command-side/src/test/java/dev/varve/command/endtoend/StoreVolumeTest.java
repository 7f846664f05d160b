package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The volume of the event store is full or unmounted in the middle of a run, or that of its spool has no room. */
class StoreVolumeTest {

    @TempDir
    Path folder;

    private VanishingStore outage;

    @BeforeEach
    void makeRoom() {
        outage = VanishingStore.in(folder);
    }

    @AfterEach
    void unmount() {
        while (SystemCommand.run("umount", "-l", outage.store().toString()) == 0) {
            // until nothing is mounted there
        }
        SystemCommand.run("umount", "-l", outage.aside().toString());
    }

    @Test
    void keepsWhatItSawWhileTheStoresVolumeIsFull() throws Exception {
        assertThat(SystemCommand.run(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=3m",
                        "tmpfs",
                        outage.store().toString()))
                .as("this test mounts a small volume, which needs the right to")
                .isZero();
        outage.vanishesBy(
                "with open('" + outage.store().resolve("ballast") + "', 'wb') as ballast:",
                "    while True: ballast.write(b'x' * 4096)");

        var ended = outage.type("upgrade", "app", "--no-rehearsal", "--json").exits(6);

        assertThat(ended.err())
                .contains("needed 1048576 bytes, free 0 bytes on the volume of " + outage.events())
                .contains("Nothing observed is lost: 7 observed facts wait for the event store in " + outage.spool());
        assertThat(ended.json().path("outcome").asString()).isEqualTo("FAILED_NEEDS_RECOVERY");
        var full = outage.type("diagnose", "app");
        assertThat(full.err()).contains("what was observed waits in " + outage.spool());
        Files.delete(outage.store().resolve("ballast"));
        outage.type("diagnose", "app").exits(6);
        assertThat(outage.recorded())
                .containsSubsequence(
                        "StepFailed",
                        "VerificationStarted",
                        "TablesCompared",
                        "PartialRunDetected",
                        "RunFailed",
                        "LeaseReleased",
                        "SpooledFactsAppended");
        outage.type("verify").exits(0);
    }

    @Test
    void keepsWhatItSawWhileTheStoresVolumeIsUnmounted() throws Exception {
        Files.createDirectories(outage.aside());
        assertThat(SystemCommand.run(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=16m",
                        "tmpfs",
                        outage.aside().toString()))
                .isZero();
        assertThat(SystemCommand.run(
                        "mount",
                        "--bind",
                        outage.aside().toString(),
                        outage.store().toString()))
                .isZero();
        outage.vanishesBy(
                "import subprocess", "subprocess.run(['umount', '-l', '" + outage.store() + "'], check=True)");

        outage.type("upgrade", "app", "--no-rehearsal").exits(6);

        assertThat(outage.spools()).hasSize(1);
        assertThat(SystemCommand.run(
                        "mount",
                        "--bind",
                        outage.aside().toString(),
                        outage.store().toString()))
                .isZero();
        outage.type("diagnose", "app").exits(3);
        assertThat(outage.recorded()).containsSubsequence("StepSucceeded", "RunInterrupted", "SpooledFactsAppended");
        outage.type("verify").exits(0);
    }

    @Test
    void refusesARunForWhoseObservationsThereIsNoRoom() throws Exception {
        var home = Files.createDirectories(folder.resolve("operator/home"));
        assertThat(SystemCommand.run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", home.toString()))
                .isZero();
        try {
            outage.vanishesBy("pass");
            var refused = outage.type("upgrade", "app", "--no-rehearsal").exits(4);

            assertThat(refused.out())
                    .contains("LOW_DISK_SPACE")
                    .contains("expected 4194304 bytes free in " + home.resolve("spool"))
                    .containsPattern("found \\d+ bytes \\(No space left on device\\)");
            assertThat(outage.recorded()).endsWith("PreflightRefused");
            assertThat(outage.spools()).isEmpty();
        } finally {
            SystemCommand.run("umount", home.toString());
        }
    }
}
