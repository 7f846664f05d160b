package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application died and left its log or journal. Looking must not settle it: that may be what somebody came to look at. */
class LeftCompanionsTest {

    @TempDir
    Path folder;

    private Watched watched;
    private SqliteFile database;

    @BeforeEach
    void fiveHundredRowsAndAPendingRevision() {
        watched = Watched.in(
                folder,
                AlembicProjects.in(folder.resolve("project"))
                        .revision(
                                "a1",
                                null,
                                "users",
                                "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)')")
                        .revision("b2", "a1", "posts", "op.execute('CREATE TABLE posts (id INTEGER PRIMARY KEY)')"));
        database = watched.database();
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        database.with("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                + " INSERT INTO users (name) SELECT 'good' FROM n");
    }

    @Test
    void looksBesideAnotherDatabasesLogWithoutBringingItsStateBack() throws Exception {
        var backup = Files.copy(database.path(), folder.resolve("backup.db"));
        python(
                "c.execute('PRAGMA journal_mode=WAL'); c.execute('PRAGMA wal_autocheckpoint=0')",
                "c.execute('DELETE FROM users WHERE id > 10'); c.execute(\"UPDATE users SET name='HALF'\"); c.commit()");
        Files.copy(backup, database.path(), StandardCopyOption.REPLACE_EXISTING);
        // As an operator does it: not in the very moment in which the application died.
        var log = database.path().resolveSibling(database.path().getFileName() + "-wal");
        Files.setLastModifiedTime(
                database.path(),
                FileTime.from(Files.getLastModifiedTime(log).toInstant().plusSeconds(5)));
        var before = bytes("-wal");

        var diagnosis = watched.terminal().run("diagnose", "app", "--json").exits(3);
        watched.terminal().run("plan", "app").exits(3);
        var upgrade = watched.terminal().run("upgrade", "app", "--json").exits(4);

        assertThat(diagnosis.finding("STALE_WAL").path("remedy").asString())
                .contains("move the -wal aside before anything opens it");
        assertThat(Ended.texts(diagnosis.json().path("current"))).containsExactly("a1");
        assertThat(upgrade.out()).contains("STALE_WAL");
        assertThat(bytes("-wal")).isEqualTo(before);
    }

    @Test
    void looksBesideAHotJournalWithoutRollingItBack() throws Exception {
        python("c.execute('PRAGMA cache_size=2')", "c.execute(\"UPDATE users SET name = hex(randomblob(400))\")");
        var before = bytes("-journal");
        assertThat(before.getLast()).as("a hot journal was left").isNotEqualTo("missing");

        var diagnosis = watched.terminal().run("diagnose", "app", "--json").exits(3);
        watched.terminal().run("plan", "app").exits(3);
        watched.terminal().run("upgrade", "app").exits(4);

        diagnosis.finding("HOT_JOURNAL");
        assertThat(Ended.texts(diagnosis.json().path("current"))).containsExactly("a1");
        assertThat(bytes("-journal")).isEqualTo(before);
    }

    private List<String> bytes(String companion) {
        var beside =
                new SqliteFile(database.path().resolveSibling(database.path().getFileName() + companion));
        return List.of(database.sha256(), Files.exists(beside.path()) ? beside.sha256() : "missing");
    }

    /** Statements on a connection {@code c} in a process that dies before it closes anything. */
    private void python(String... lines) throws Exception {
        var script = "import os, sqlite3\nc = sqlite3.connect('" + database.path() + "')\n" + String.join("\n", lines)
                + "\nos._exit(9)\n";
        assertThat(new ProcessBuilder(Watched.python(), "-c", script)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isEqualTo(9);
    }
}
