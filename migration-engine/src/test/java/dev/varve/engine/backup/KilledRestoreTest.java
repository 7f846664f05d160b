package dev.varve.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.database.SqliteFixture;
import dev.varve.engine.database.SqliteProcess;
import dev.varve.engine.database.SqliteProcess.Doing;
import dev.varve.engine.database.TableContent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledRestoreTest {

    private static final int KILLS = 12;

    @TempDir
    Path folder;

    @Test
    void losesNothingAndNeverShowsATornDatabaseWhenKilledMidway() throws Exception {
        var random = new Random(20261122);
        var killed = 0;
        for (var round = 0; round < KILLS; round++) {
            var home = Files.createDirectory(folder.resolve("round-" + round));
            var file = SqliteFixture.anyDatabase(home.resolve("app.db"));
            var vault = new BackupVault(home.resolve("vault"), Clock.systemUTC());
            var backup = vault.take("chat", SqliteDatabase.at(file), null, observation -> {});
            SqliteFixture.database(file, "UPDATE chat SET title = 'after the backup'");
            var former = contents(file);
            if (round % 2 == 0) {
                SqliteProcess.start(Doing.WRITING_UNFINISHED, file).close();
            }
            killed += restoreAndKill(home, file, backup, random.nextInt(60)) ? 1 : 0;
            if (Files.exists(file)) {
                assertThat(contents(file)).isIn(List.of(former, backup.tables()));
            } else {
                assertThat(contents(aside(home).resolve("app.db"))).isEqualTo(former);
            }
            vault.restore(backup, SqliteDatabase.at(file), observation -> {});
            assertThat(contents(file)).isEqualTo(backup.tables());
        }
        assertThat(killed).as("kills that came before the restore ended").isPositive();
    }

    private static boolean restoreAndKill(Path home, Path file, Backup backup, int afterMillis) throws Exception {
        var command = SqliteProcess.command(
                BackupProcess.class, "restore", home.resolve("vault").toString(), file.toString(), backup.id());
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).isEqualTo("RestoreStarting");
        var ended = process.waitFor(afterMillis, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        return !ended;
    }

    private static List<TableContent> contents(Path file) {
        return SqliteDatabase.at(file).contents(rows -> {});
    }

    private static Path aside(Path home) throws IOException {
        try (var files = Files.list(home)) {
            return files.filter(path -> path.getFileName().toString().startsWith("app.db.varve-aside-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
