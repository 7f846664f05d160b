package dev.varve.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.database.SqliteFixture;
import dev.varve.engine.database.SqliteProcess;
import dev.varve.engine.database.SqliteProcess.Doing;
import dev.varve.engine.observation.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoringTest {

    @TempDir
    Path folder;

    private final List<Observation> heard = new ArrayList<>();
    private Path file;
    private SqliteDatabase database;
    private BackupVault vault;
    private Backup backup;

    @BeforeEach
    void takeOne() {
        file = SqliteFixture.anyDatabase(folder.resolve("app data.db"));
        database = SqliteDatabase.at(file);
        vault = new BackupVault(
                folder.resolve("vault"), Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC));
        backup = vault.take("chat", database, null, observation -> {});
    }

    @Test
    void putsTheBackupInPlaceAndKeepsWhatWasThere() throws IOException {
        SqliteFixture.database(file, "DROP TABLE chat");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        var restored = vault.restore(backup, database, heard::add);

        assertThat(database.contents(rows -> {})).isEqualTo(backup.tables());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(restored.asideFolder()).isEqualTo(file + ".varve-aside-20261122-120000-000");
        assertThat(restored.aside()).containsExactly(restored.asideFolder() + "/app data.db");
        assertThat(SqliteDatabase.at(Path.of(restored.aside().getFirst()))
                        .schema()
                        .tables())
                .containsExactly("user");
        assertThat(heard)
                .containsExactly(
                        new Observation.RestoreStarting(backup.id(), backup.sha256(), file.toString()),
                        new Observation.RestoreSucceeded(backup.id(), backup.fingerprint(), restored.aside()));
    }

    @Test
    void letsNoStaleLogIntoTheRestoredDatabase() {
        SqliteProcess.start(Doing.COMMITTED_TO_LOG, file).close();
        assertThat(Path.of(file + "-wal")).exists();
        var restored = vault.restore(backup, database, heard::add);
        assertThat(database.contents(rows -> {})).isEqualTo(backup.tables());
        assertThat(Path.of(file + "-wal")).doesNotExist();
        assertThat(SqliteFixture.value(Path.of(restored.aside().getFirst()), "SELECT DISTINCT title FROM chat"))
                .isEqualTo("logged");
    }

    @Test
    void letsNoHotJournalIntoTheRestoredDatabase() {
        SqliteProcess.start(Doing.WRITING_UNFINISHED, file).close();
        var restored = vault.restore(backup, database, heard::add);
        assertThat(database.contents(rows -> {})).isEqualTo(backup.tables());
        assertThat(restored.aside())
                .containsExactly(
                        restored.asideFolder() + "/app data.db", restored.asideFolder() + "/app data.db-journal");
        assertThat(SqliteDatabase.at(Path.of(restored.aside().getFirst())).contents(rows -> {}))
                .isEqualTo(backup.tables());
    }

    @Test
    void restoresWhereNothingIsLeft() throws IOException {
        Files.delete(file);
        var restored = vault.restore(backup, database, heard::add);
        assertThat(restored.asideFolder()).isNull();
        assertThat(restored.aside()).isEmpty();
        assertThat(database.contents(rows -> {})).isEqualTo(backup.tables());
    }

    @Test
    void restoresThroughASymbolicLinkWithoutReplacingIt() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("link.db"), file);
        SqliteFixture.database(file, "DELETE FROM chat");
        vault.restore(backup, SqliteDatabase.at(link), heard::add);
        assertThat(link).isSymbolicLink();
        assertThat(database.contents(rows -> {})).isEqualTo(backup.tables());
    }

    @Test
    void refusesWhileAnotherProcessHasTheDatabaseOpen() throws IOException {
        var before = Files.readAllBytes(file);
        try (var other = SqliteProcess.start(Doing.IDLING, file)) {
            assertThatThrownBy(() -> vault.restore(backup, database, heard::add))
                    .isInstanceOf(RestoreRefused.class)
                    .hasMessage("nothing was restored to " + file
                            + ": expected nobody else to have it open, found java (pid " + other.pid() + ")");
        }
        assertThat(heard).isEmpty();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void touchesNothingWhenTheBackupDoesNotHold() throws IOException {
        var bytes = Files.readAllBytes(Path.of(backup.path()));
        bytes[bytes.length / 2] ^= 4;
        Files.write(Path.of(backup.path()), bytes);
        var before = Files.readAllBytes(file);
        assertThatThrownBy(() -> vault.restore(backup, database, heard::add)).isInstanceOf(BackupNotProven.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("app data.db", "vault");
        }
    }

    @Test
    void refusesABackupThatWasNeverProven() {
        var unproven = new Backup(
                backup.id(),
                backup.target(),
                backup.source(),
                backup.kind(),
                backup.path(),
                backup.sizeBytes(),
                backup.sha256(),
                backup.fingerprint(),
                backup.tables(),
                backup.takenAt(),
                null,
                null);
        assertThatThrownBy(() -> vault.restore(unproven, database, heard::add))
                .isInstanceOf(RestoreRefused.class)
                .hasMessage("nothing was restored to " + file + ": expected a proven backup, found " + backup.id()
                        + ", which never was");
    }
}
