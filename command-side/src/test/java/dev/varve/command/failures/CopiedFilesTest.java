package dev.varve.command.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.endtoend.SqliteFile;
import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The restore that guides teach, {@code cp backup db}, beside what a dead program left; and ours beside the same. */
class CopiedFilesTest {

    @TempDir
    Path folder;

    private Broken broken;
    private String backupId;
    private Path backup;

    @BeforeEach
    void fiveHundredRowsAndAProvenBackup() {
        broken = Broken.in(
                folder,
                AlembicProjects.in(folder.resolve("project"))
                        .revision(
                                "a1",
                                null,
                                "users",
                                "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)')")
                        .revision("b2", "a1", "posts", "op.execute('CREATE TABLE posts (id INTEGER PRIMARY KEY)')"));
        broken.alembic(0, "upgrade", "a1");
        broken.database()
                .with("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                        + " INSERT INTO users (name) SELECT 'good ' || i FROM n");
        var taken = broken.watched().type("backup", "app", "--json").exits(0).json();
        backupId = taken.path("id").asString();
        backup = Path.of(taken.path("path").asString());
    }

    private void halfAMigrationInALog() {
        broken.dying(
                "c.execute('PRAGMA journal_mode=WAL'); c.execute('PRAGMA wal_autocheckpoint=0')",
                "c.execute('CREATE TABLE posts_half (id INTEGER)')",
                "c.execute('DELETE FROM users WHERE id > 10'); c.commit()");
    }

    private void halfAnUpdateInTheFile() {
        broken.dying("c.execute('PRAGMA cache_size=2')", "c.execute(\"UPDATE users SET name = hex(randomblob(400))\")");
    }

    /** The database as it lies there, companions and all, in another folder. */
    private SqliteFile twin() throws Exception {
        var twin = Files.createDirectories(folder.resolve("twin"));
        try (var files = Files.list(broken.database().path().getParent())) {
            for (var file :
                    files.filter(one -> !one.toString().endsWith("-shm")).toList()) {
                Files.copy(file, twin.resolve(file.getFileName()));
            }
        }
        return new SqliteFile(twin.resolve("app.db"));
    }

    private static String check(SqliteFile file) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA integrity_check")) {
            return rows.getString(1);
        } catch (SQLException malformed) {
            return malformed.getMessage();
        }
    }

    private void isTheBackupAgain() {
        assertThat(check(broken.database())).isEqualTo("ok");
        assertThat(broken.database().rows("SELECT count(*) FROM users WHERE name = 'good ' || id"))
                .containsExactly("500");
        assertThat(broken.database().objects()).containsExactly("users");
        assertThat(broken.database().path().resolveSibling("app.db-wal")).doesNotExist();
        assertThat(broken.database().path().resolveSibling("app.db-journal")).doesNotExist();
        broken.diagnose(3, "PENDING");
    }

    @Test
    @Failure(23)
    void aCopyBesideAStaleLogBringsTheHalfMigrationBackAndOurRestoreDoesNot() throws Exception {
        halfAMigrationInALog();
        var twin = twin();

        Files.copy(backup, twin.path(), StandardCopyOption.REPLACE_EXISTING);

        assertThat(check(twin)).as("SQLite's own check notices nothing").isEqualTo("ok");
        assertThat(twin.rows("SELECT count(*) FROM users")).as("rows after cp").containsExactly("10");
        assertThat(twin.objects()).contains("posts_half");

        broken.watched().type("restore", "app", backupId).exits(0);

        isTheBackupAgain();
    }

    @Test
    @Failure(23)
    void aCopyBesideAHotJournalIsUndoneByItAndOurRestoreIsNot() throws Exception {
        broken.database()
                .with(
                        "DELETE FROM users WHERE id % 3 = 0",
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)"
                                + " INSERT INTO users (name) SELECT 'written since the backup' FROM n");
        halfAnUpdateInTheFile();
        var twin = twin();

        Files.copy(backup, twin.path(), StandardCopyOption.REPLACE_EXISTING);

        assertThat(check(twin))
                .as("after cp, once the journal was rolled back into it")
                .isNotEqualTo("ok");

        broken.watched().type("restore", "app", backupId).exits(0);

        isTheBackupAgain();
    }

    @Test
    @Failure(23)
    void aCopyOfALiveDatabaseWithoutItsLogLacksTheNewestRowsAndOurBackupHasThem() throws Exception {
        broken.dying(
                "c.execute('PRAGMA journal_mode=WAL'); c.execute('PRAGMA wal_autocheckpoint=0')",
                "c.execute(\"INSERT INTO users (name) VALUES ('newest')\"); c.commit()");

        var copied = new SqliteFile(Files.copy(broken.database().path(), folder.resolve("copied.db")));
        assertThat(check(copied)).isEqualTo("ok");
        assertThat(copied.rows("SELECT count(*) FROM users WHERE name = 'newest'"))
                .containsExactly("0");

        assertThat(Broken.message(broken.diagnose(3, "PENDING"), "STALE_WAL"))
                .contains("found", "committed pages in " + broken.database().path() + "-wal");
        var taken = broken.watched().type("backup", "app", "--json").exits(0).json();
        assertThat(new SqliteFile(Path.of(taken.path("path").asString()))
                        .rows("SELECT count(*) FROM users WHERE name = 'newest'"))
                .containsExactly("1");
    }
}
