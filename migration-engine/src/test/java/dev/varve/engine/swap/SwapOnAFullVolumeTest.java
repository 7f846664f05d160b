package dev.varve.engine.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.database.FileSnapshot;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.database.SqliteFixture;
import dev.varve.engine.database.WholeContent;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.observation.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A volume that somebody else fills in the very moment of the swap. */
class SwapOnAFullVolumeTest {

    @TempDir
    Path folder;

    private Path volume;

    /** Few files, since a file system can be full of names while it has bytes. */
    @BeforeEach
    void mount() throws Exception {
        volume = Files.createDirectory(folder.resolve("volume"));
        run("mount", "-t", "tmpfs", "-o", "size=4m,nr_inodes=5", "tmpfs", volume.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", volume.toString());
    }

    private static void run(String... line) throws Exception {
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("this test mounts a small volume, which needs the right to: %s", said)
                .isZero();
    }

    @Test
    void isRefusedWithTheBytesThatAreNeededAndFreeAndLeavesTheDatabaseInItsPlace() {
        var file = SqliteFixture.anyDatabase(volume.resolve("app.db"));
        var database = SqliteDatabase.at(file);
        var identity = database.identity();
        var contents = database.contents(rows -> {});
        var copy = Leftovers.copyBeside(database, "run-1");
        try (FileSnapshot snapshot = database.snapshot()) {
            snapshot.copyTo(copy, (done, total) -> {});
        }
        var order = new SwapOrder(
                database,
                database.copyAt(copy),
                new WholeContent(database.schema().fingerprint(), contents),
                "fingerprint");
        var swap = new Swap(Clock.systemUTC(), this::fillAtTheLastMoment);

        assertThatThrownBy(() -> swap.putInPlace(order)).isInstanceOfSatisfying(SwapRefused.class, refused -> {
            assertThat(refused.code()).isEqualTo(FindingCode.LOW_DISK_SPACE);
            assertThat(refused.expected()).matches("\\d+ bytes free to write its log back and to keep it aside");
            assertThat(refused.found()).matches("\\d+ bytes free in " + volume);
        });

        assertThat(database.identity()).isEqualTo(identity);
        assertThat(database.contents(rows -> {})).isEqualTo(contents);
    }

    private void fillAtTheLastMoment(Observation observation) {
        if (observation instanceof Observation.SwapStarting) {
            for (var taken = 0; taken < 10; taken++) {
                takeAName(taken);
            }
        }
    }

    private void takeAName(int number) {
        try {
            Files.writeString(volume.resolve("other" + number), "", StandardOpenOption.CREATE_NEW);
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left on device");
        }
    }
}
