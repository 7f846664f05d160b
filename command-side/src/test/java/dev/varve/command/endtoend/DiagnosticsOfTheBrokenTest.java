package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Help is asked for when something is broken: the database, or the event store. */
class DiagnosticsOfTheBrokenTest {

    private final Canaries canaries = new Canaries();

    @TempDir
    Path folder;

    private Bundle bundle;

    @BeforeEach
    void chooseAPlace() {
        bundle = Bundle.in(folder);
    }

    @Test
    void isMadeOfADatabaseThatIsGoneHeldOrCorrupt() throws Exception {
        var watched = SownProject.in(folder, canaries);
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        try (var connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + watched.database().path());
                var statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            watched.type("diagnostics", "app", "--out", bundle.path()).exits(0);
            assertThat(bundle.entries().get("schema.txt"))
                    .startsWith("This part could not be gathered: expected a readable database");
            assertThat(bundle.entries().get("events.jsonl")).contains("RunSucceeded");
        }
        var bytes = Files.readAllBytes(watched.database().path());
        Arrays.fill(bytes, 100, bytes.length, (byte) 'x');
        Files.write(watched.database().path(), bytes);
        bundle = bundle.beside("corrupt.zip");
        watched.type("diagnostics", "app", "--out", bundle.path()).exits(0);
        assertThat(bundle.entries().get("diagnosis.json")).contains("CORRUPT");
        Files.delete(watched.database().path());
        bundle = bundle.beside("gone.zip");
        watched.type("diagnostics", "app", "--out", bundle.path()).exits(0);
        assertThat(bundle.entries().get("diagnosis.json")).contains("UNREACHABLE");
        canaries.assertNoneIsIn(bundle.entries());
    }

    @Test
    void isMadeOfAStoreThatIsBroken() throws Exception {
        var watched = SownProject.in(folder, canaries);
        var events = watched.terminal().home().resolve("events.db");
        Files.deleteIfExists(events.resolveSibling("events.db-wal"));
        Files.deleteIfExists(events.resolveSibling("events.db-shm"));
        Files.write(
                events,
                "no database, but longer than the header of one".repeat(99).getBytes(StandardCharsets.UTF_8));

        var made = watched.type("diagnostics", "app", "--out", bundle.path()).exits(0);

        assertThat(made.err()).contains("note: target.json: expected an event store of Varve in " + events);
        assertThat(bundle.entries().get("store.json")).contains("\"ok\" : false", "file is not a database");
        assertThat(bundle.entries().get("README.txt")).contains("What could not be gathered");
        assertThat(bundle.entries()).containsKeys("versions.json", "room.json");
    }
}
