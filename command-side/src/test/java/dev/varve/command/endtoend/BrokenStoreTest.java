package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event store that cannot be used is told by every command in the same words, with the same exit code. */
class BrokenStoreTest {

    private static final List<String> READING = List.of(
            "target list",
            "target show app",
            "diagnose app",
            "plan app",
            "backups app",
            "history app",
            "history --all",
            "status",
            "status app",
            "rebuild");
    private static final List<String> WRITING = List.of(
            "backup app",
            "upgrade app",
            "downgrade app --to base",
            "stamp app head --because fresh-database",
            "target remove app");

    @TempDir
    Path folder;

    private Watched watched;
    private Path events;

    @BeforeEach
    void recordSomething() throws Exception {
        watched = Watched.in(folder, AlembicProjects.linear(folder.resolve("project")));
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        events = watched.terminal().home().resolve("events.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + events);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        Files.deleteIfExists(events.resolveSibling("events.db-wal"));
        Files.deleteIfExists(events.resolveSibling("events.db-shm"));
    }

    @Test
    void ofALaterRelease() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + events);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }

        eachTells(all(), 2, "STORE_IS_NEWER", "schema 99");
        eachTells(List.of("verify"), 2, "STORE_IS_NEWER", "schema 99");
    }

    @Test
    void thatIsNone() throws Exception {
        Files.write(
                events,
                "no database, but longer than the header of one".repeat(99).getBytes(StandardCharsets.UTF_8));

        eachTells(all(), 2, "NOT_AN_EVENT_STORE", "file is not a database");
        eachTells(List.of("verify"), 7, "NOT_AN_EVENT_STORE", "file is not a database");
    }

    @Test
    void thatIsDamaged() throws Exception {
        try (var file = new RandomAccessFile(events.toFile(), "rw")) {
            for (var page = 4096; page < file.length(); page += 4096) {
                file.seek(page);
                file.write(new byte[64]);
            }
        }

        eachTells(all(), 1, "STORE_UNAVAILABLE", "malformed");
        eachTells(List.of("verify"), 1, "STORE_UNAVAILABLE", "malformed");
    }

    @Test
    void thatSomebodyLocks() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + events);
                var statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            eachTells(List.of("target remove app"), 1, "STORE_UNAVAILABLE", "another process holding it for 30000 ms");
            watched.type("target", "list").exits(0);
        }
    }

    @Test
    void onAReadOnlyVolume() throws Exception {
        onAVolume("size=64m", store -> {
            mount("-o", "remount,ro");
            eachTells(withStore(WRITING, store), 1, "STORE_UNAVAILABLE", "no permission");
            watched.type("target", "list", "--store", store).exits(0);
        });
    }

    @Test
    void onAFullVolume() throws Exception {
        onAVolume("size=8m", store -> {
            fill(folder.resolve("volume/ballast"));
            eachTells(withStore(List.of("target list", "target remove app"), store), 1, "STORE_UNAVAILABLE", "");
        });
    }

    private static List<String> all() {
        var all = new ArrayList<>(READING);
        all.addAll(WRITING);
        return all;
    }

    private static List<String> withStore(List<String> commands, String store) {
        return commands.stream().map(command -> command + " --store " + store).toList();
    }

    private void eachTells(List<String> commands, int exitCode, String code, String found) {
        for (var command : commands) {
            var ended = watched.type((command + " --json").split(" ")).exits(exitCode);

            var error = ended.json().path("error");
            assertThat(error.propertyNames())
                    .as(ended.line())
                    .containsExactlyInAnyOrder("code", "message", "expected", "found", "remedy", "context");
            assertThat(error.path("code").asString()).as(ended.line()).isEqualTo(code);
            assertThat(error.path("found").asString()).as(ended.line()).contains(found);
            assertThat(error.path("remedy").asString()).as(ended.line()).isNotBlank();
        }
    }

    private interface OnVolume {
        void use(String store) throws Exception;
    }

    private void onAVolume(String option, OnVolume use) throws Exception {
        var volume = Files.createDirectories(folder.resolve("volume"));
        assertThat(SystemCommand.run("mount", "-t", "tmpfs", "-o", option, "tmpfs", volume.toString()))
                .as("this test mounts a small volume, which needs the right to")
                .isZero();
        try {
            Files.copy(events, volume.resolve("events.db"));
            use.use("sqlite:///" + volume.resolve("events.db"));
        } finally {
            SystemCommand.run("umount", volume.toString());
        }
    }

    private void mount(String... options) throws Exception {
        var line = new ArrayList<>(List.of("mount"));
        line.addAll(List.of(options));
        line.add(folder.resolve("volume").toString());
        assertThat(SystemCommand.run(line.toArray(String[]::new))).isZero();
    }

    private static void fill(Path ballast) {
        try (var out = Files.newOutputStream(ballast)) {
            var block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }
}
