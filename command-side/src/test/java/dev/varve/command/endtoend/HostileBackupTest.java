package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileBackupTest {

    @TempDir
    Path folder;

    private Watched watched;

    @BeforeEach
    void watch() {
        watched = Watched.in(folder, AlembicProjects.linear(folder.resolve("project")));
        watched.type("upgrade", "app").exits(0);
        watched.database()
                .with("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                        + " INSERT INTO users (name) SELECT 'user ' || i FROM n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncated", "flipped", "emptied"})
    void isRefusedAndTheDatabaseKeepsEveryByte(String damage) throws Exception {
        var backup = watched.type("backup", "app", "--json").exits(0).json();
        damage(Path.of(backup.path("path").asString()), damage);
        var before = watched.database().sha256();
        var id = backup.path("id").asString();

        var proof = watched.type("backups", "app", "--prove").exits(7);
        var restore = watched.type("restore", "app", id).exits(7);

        assertThat(proof.err())
                .contains(id)
                .contains("expected ")
                .contains("found ")
                .doesNotContain("\tat ");
        assertThat(restore.out()).contains("expected ").contains("found ").contains("the database was not touched");
        assertThat(watched.database().sha256()).isEqualTo(before);
        assertThat(watched.type("history", "app", "--type", "RestoreFailed", "--json")
                        .json())
                .hasSize(1);
        watched.type("verify").exits(0);
    }

    private static void damage(Path copy, String damage) throws IOException {
        try (var file = new RandomAccessFile(copy.toFile(), "rw")) {
            switch (damage) {
                case "truncated" -> file.setLength(file.length() - 4096);
                case "emptied" -> file.setLength(0);
                case "flipped" -> {
                    file.seek(file.length() - 2000);
                    int was = file.read();
                    file.seek(file.length() - 2000);
                    file.write(was ^ 4);
                }
                default -> throw new IllegalArgumentException(damage);
            }
        }
    }

    @Test
    void isProvenAndConsistentWhileAnotherProcessWrites() throws Exception {
        watched.database().with("CREATE TABLE pairs (a INTEGER, b INTEGER)");
        var stop = new AtomicBoolean();
        try (var writer = DriverManager.getConnection(
                        "jdbc:sqlite:" + watched.database().path());
                var statement = writer.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA busy_timeout = 10000");
            var writing = Thread.ofPlatform().start(() -> {
                for (int i = 0; !stop.get(); i++) {
                    insertPair(statement, i);
                }
            });
            var backup = watched.terminal().run("backup", "app", "--json");
            stop.set(true);
            writing.join();
            backup.exits(0);
            var copy = new SqliteFile(Path.of(backup.json().path("path").asString()));
            assertThat(backup.json().path("provenAt").isNull()).isFalse();
            assertThat(copy.rows("SELECT count(*) FROM pairs WHERE a % 2 = 0"))
                    .isEqualTo(copy.rows("SELECT count(*) FROM pairs WHERE a % 2 = 1"));
            assertThat(copy.rows("PRAGMA integrity_check")).containsExactly("ok");
        }
    }

    private static void insertPair(java.sql.Statement statement, int i) {
        try {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("INSERT INTO pairs VALUES (" + 2 * i + ", 0)");
            statement.execute("INSERT INTO pairs VALUES (" + (2 * i + 1) + ", 0)");
            statement.execute("COMMIT");
        } catch (java.sql.SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void isNotTakenOntoAVolumeWithoutRoom() throws Exception {
        fill();
        var small = Files.createDirectories(folder.resolve("small"));

        onASmallVolume(small, () -> {
            var error = watched.type("backup", "app", "--dir", small.toString(), "--json")
                    .exits(4)
                    .json()
                    .path("error");
            assertThat(error.path("expected").asString()).contains("bytes free");
            assertThat(error.path("found").asString()).contains("bytes");
            assertThat(small).isEmptyDirectory();
        });
    }

    @Test
    void thatHasNoRoomRefusesTheUpgradeAndLeavesADatabaseThatNeedsNoRecovery() throws Exception {
        fill();
        watched.project().revision("z9", "e5", "more", "op.execute('CREATE TABLE more (id INTEGER)')");
        var backups = Files.createDirectories(folder.resolve("operator/home/backups"));

        onASmallVolume(backups, () -> {
            var refused = watched.type("upgrade", "app", "--accept-drift", "--json")
                    .exits(4)
                    .json();
            assertThat(refused.path("findings").path(0).path("code").asString()).isEqualTo("LOW_DISK_SPACE");
            assertThat(refused.path("remedy").asString()).startsWith("free space on that volume");
        });

        var status = watched.type("status", "app");
        assertThat(status.code()).as(status.out()).isNotEqualTo(6);
        assertThat(watched.type("history", "app", "--type", "PreflightRefused", "--json")
                        .json())
                .hasSize(1);
    }

    private void fill() {
        watched.database()
                .with(
                        "CREATE TABLE big (b BLOB)",
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                                + " WHERE i < 400) INSERT INTO big SELECT randomblob(10000) FROM n");
    }

    private static void onASmallVolume(Path mountedOn, Runnable act) throws Exception {
        assertThat(SystemCommand.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mountedOn.toString()))
                .as("this test mounts a small volume, which needs the right to")
                .isZero();
        try {
            act.run();
        } finally {
            SystemCommand.run("umount", mountedOn.toString());
        }
    }
}
