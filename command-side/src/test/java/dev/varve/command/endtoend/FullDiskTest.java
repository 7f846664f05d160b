package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real volumes that are really full, one phase after the other: nothing is lost, and the message says how much was needed and free. */
class FullDiskTest {

    private static final String EIGHT_MEGABYTES =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 800)"
                    + " INSERT INTO %s (raw) SELECT randomblob(10000) FROM n";

    @TempDir
    Path folder;

    private Path volume;

    @AfterEach
    void unmount() throws Exception {
        if (volume != null) {
            SystemCommand.run("umount", "-l", volume.toString());
        }
    }

    @Test
    void duringABackupRefusesAndNamesWhatIsNeededAndFree() throws Exception {
        var watched = watched(folder.resolve("data"), "op.execute('CREATE TABLE b (raw BLOB)')");
        watched.database().with(EIGHT_MEGABYTES.formatted("a"));
        var before = watched.database().sha256();
        mount(watched.terminal().home().resolve("backups"), "4m");

        var backup = watched.type("backup", "app").exits(4);
        var upgrade = watched.type("upgrade", "app").exits(4);

        var needed = Files.size(watched.database().path()) + (1 << 20);
        assertThat(backup.err()).contains("expected " + needed + " bytes free, found 4194304 bytes");
        assertThat(upgrade.out()).contains("LOW_DISK_SPACE", needed + " bytes free", "found 4194304 bytes");
        assertThat(watched.database().sha256()).isEqualTo(before);
        watched.type("verify").exits(0);
    }

    @Test
    void duringAStepNamesTheVolumeWhatWasFreeAndWhatTheStepGrewTo() throws Exception {
        var data = folder.resolve("data");
        mount(data, "6m");
        var watched = watched(
                data,
                "op.execute('CREATE TABLE b (raw BLOB)')",
                "op.execute(\"" + EIGHT_MEGABYTES.formatted("b") + "\")");
        watched.database().with("INSERT INTO a (raw) VALUES (x'01')");

        var failed = watched.type("upgrade", "app", "--no-rehearsal").exits(6);

        assertThat(failed.out())
                .contains("FAILED_NEEDS_RECOVERY")
                .containsPattern(
                        "step b2 filled the volume of " + watched.database().path()
                                + ": it needed more than the \\d+ bytes that were free when its last statement began, and found"
                                + " \\d+ bytes free; app.db and its companions had grown from \\d+ to \\d+ bytes");
        assertThat(watched.database().rows("SELECT count(*) FROM a")).containsExactly("1");
        assertThat(watched.database().rows("SELECT count(*) FROM b")).containsExactly("0");
        watched.type("verify").exits(0);
    }

    @Test
    void duringARehearsalLeavesTheDatabaseAsItWas() throws Exception {
        var data = folder.resolve("data");
        mount(data, "6m");
        var watched = watched(
                data,
                "op.execute('CREATE TABLE b (raw BLOB)')",
                "op.execute(\"" + EIGHT_MEGABYTES.formatted("b") + "\")");
        watched.database().with("INSERT INTO a (raw) VALUES (x'01')");
        var before = watched.database().sha256();

        var failed = watched.type("upgrade", "app").exits(5);

        assertThat(failed.out())
                .contains("FAILED_UNCHANGED")
                .containsPattern(
                        "step b2 filled the volume of \\S+: it needed more than the \\d+ bytes that were free");
        assertThat(watched.database().sha256()).isEqualTo(before);
        watched.type("verify").exits(0);
    }

    /** A killed application's log holds more than the file: written back, it needs the room that the rehearsed copy takes. */
    @Test
    void duringTheSwapLeavesTheDatabaseAndItsLogAsTheyWere() throws Exception {
        var data = folder.resolve("data");
        mount(data, "20m");
        var watched = watched(data, "op.execute('CREATE TABLE b (raw BLOB)')");
        leaveALog(watched.database().path());

        var refused = watched.type("upgrade", "app", "--strategy", "swap").exits(4);

        assertThat(refused.out())
                .contains("LOW_DISK_SPACE")
                .containsPattern(
                        "expected \\d{7} bytes free to write its log back and to keep it aside, found \\d+ bytes"
                                + " free in " + data);
        assertThat(watched.database().rows("SELECT count(*) FROM a")).containsExactly("800");
        assertThat(watched.database().objects()).containsExactly("a");
        watched.type("verify").exits(0);
    }

    private void leaveALog(Path file) throws Exception {
        var alive = Files.createDirectories(folder.resolve("alive"));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = wal");
            statement.execute("PRAGMA wal_autocheckpoint = 0");
            statement.execute(EIGHT_MEGABYTES.formatted("a"));
            SystemCommand.run("cp", file.toString(), file + "-wal", alive.toString());
        }
        SystemCommand.run(
                "cp",
                alive.resolve("app.db").toString(),
                alive.resolve("app.db-wal").toString(),
                file.getParent().toString());
    }

    private Watched watched(Path data, String... second) throws Exception {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "one", "op.execute('CREATE TABLE a (raw BLOB)')")
                .revision("b2", "a1", "fills", second);
        var watched = new Watched(
                new Terminal(folder.resolve("operator"), folder.resolve("locks")),
                SqliteFile.empty(data.resolve("app.db")),
                project);
        watched.register(watched.terminal(), watched.database());
        watched.type("upgrade", "app", "--to", "a1", "--no-rehearsal").exits(0);
        return watched;
    }

    private void mount(Path at, String size) throws Exception {
        volume = Files.createDirectories(at);
        assertThat(SystemCommand.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", at.toString()))
                .as("this test mounts a small volume, which needs the right to")
                .isZero();
    }
}
