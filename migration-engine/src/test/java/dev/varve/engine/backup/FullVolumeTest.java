package dev.varve.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.database.H2Fixture;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.database.SqliteFixture;
import dev.varve.engine.database.SqliteProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullVolumeTest {

    private static final String FOUR_MEGABYTES =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
                    + " INSERT INTO chat (raw) SELECT randomblob(10000) FROM n";

    @TempDir
    Path folder;

    @Test
    void refusesBeforeWritingWhenTheVolumeHasNoRoom() throws Exception {
        var small = Files.createDirectory(folder.resolve("small"));
        var mounted = run(List.of("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small.toString()))
                .isEmpty();
        if (!mounted) {
            // not root here: the same refusal, of more than any volume holds
            assertThatThrownBy(() -> Room.require(small, Long.MAX_VALUE / 2))
                    .isInstanceOf(NotEnoughSpace.class)
                    .hasMessageStartingWith(
                            "not enough space in " + small + ": expected 4611686018428436479 bytes free, found ");
            return;
        }
        try {
            var file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
            SqliteFixture.database(file, FOUR_MEGABYTES);
            var vault = new BackupVault(small.resolve("vault"), Clock.systemUTC());
            assertThatThrownBy(() -> vault.take("chat", SqliteDatabase.at(file), null, observation -> {
                        throw new IllegalStateException("nothing should begin");
                    }))
                    .isInstanceOf(NotEnoughSpace.class)
                    .hasMessage("not enough space in " + vault.directory() + ": expected "
                            + (Files.size(file) + (1 << 20)) + " bytes free, found 2097152 bytes");
            assertThat(vault.directory()).isEmptyDirectory();
        } finally {
            run(List.of("umount", small.toString()));
        }
    }

    /** H2 writes an archive first: it needs room for two files. */
    @Test
    void refusesAnH2FileThatWouldNotFitTwice() throws Exception {
        var small = Files.createDirectory(folder.resolve("small"));
        if (!run(List.of("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", small.toString()))
                .isEmpty()) {
            return; // not root here: the refusal is the one above
        }
        try {
            var source = H2Fixture.anyDatabase(folder.resolve("app.mv.db"));
            H2Fixture.with(source, "INSERT INTO chat (raw) SELECT SECURE_RAND(10000) FROM SYSTEM_RANGE(1, 400)");
            var vault = new BackupVault(small.resolve("vault"), Clock.systemUTC());
            assertThatThrownBy(() -> vault.take("chat", source, null, observation -> {}))
                    .isInstanceOf(NotEnoughSpace.class)
                    .hasMessageStartingWith("not enough space in " + vault.directory() + ": expected "
                            + (2 * source.sizeBytes() + (1 << 20)) + " bytes free");
            assertThat(vault.directory()).isEmptyDirectory();
        } finally {
            run(List.of("umount", small.toString()));
        }
    }

    @Test
    void leavesNothingBehindWhenTheCopyCannotBeWrittenWhole() throws Exception {
        var file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
        SqliteFixture.database(file, FOUR_MEGABYTES);
        var vault = folder.resolve("vault");
        var child = SqliteProcess.command(BackupProcess.class, "take", vault.toString(), file.toString());
        var limited = new ArrayList<>(List.of("bash", "-c", "ulimit -f 2048; exec \"$@\"", "limited"));
        limited.addAll(child);
        assertThat(run(limited).lines().filter(line -> !line.startsWith("SLF4J")))
                .containsExactly(
                        "BackupStarting",
                        "BackupRejected",
                        "BackupNotTaken: no backup of " + file + " was taken: expected a whole copy in " + vault
                                + ", found [SQLITE_IOERR] Some kind of disk I/O error occurred");
        assertThat(vault).isEmptyDirectory();
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
