package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recoveries of a database on a server that are killed, or whose server is stopped at once, and the recovery after that. */
class PostgresRecoverKilledTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String MENDED = "op.execute('ALTER TABLE people ADD COLUMN age int')";

    @TempDir
    Path folder;

    /** Which of both ways it is goes by the event. */
    @ParameterizedTest
    @ValueSource(
            strings = {"RestoreStarted", "RestoreSucceeded", "MendStarted", "CopyMended", "SwapStarted", "CopySwappedIn"
            })
    void endsWellWhenItIsRunAgain(String event) throws Exception {
        var broken = BrokenOnServer.in(folder, PostgresServer.shared());
        var before = broken.all();
        broken.breaksInPart();
        var after = broken.all();
        var option = event.startsWith("Restore") ? "restore" : "mend";

        try (var kill = new KillPoint(folder)) {
            kill.killAt(broken.terminal(), event, 1, "recover", "shop", "--yes", "--option", option);
        }
        if (!event.equals("SwapStarted")) {
            assertThat(broken.all()).isIn(before, after);
        }
        var again = broken.terminal().type("recover", "shop", "--yes", "--json");

        assertThat(again.code()).as(again.out() + again.err()).isIn(0, 3);
        isAsBefore(broken, before);
    }

    private static void isAsBefore(BrokenOnServer broken, String before) {
        assertThat(broken.all()).isEqualTo(before);
        assertThat(broken.beside("old")).hasSize(1);
        assertThat(Recorded.count(broken.terminal(), "shop", "CopySwappedIn")).isLessThanOrEqualTo(1);
        broken.upgradesOnceMended(broken.terminal(), MENDED);
        assertThat(broken.beside("copy")).isEmpty();
        assertThat(broken.beside("new")).isEmpty();
    }

    /** The commit is on disk, and waits for a standby that does not exist: the server is stopped before it says so. */
    @Test
    void endsWellWhereTheServerIsStoppedInTheCommitOfTheRenames() throws Exception {
        try (var durable = PostgresServer.durableIn(folder)) {
            var broken = BrokenOnServer.in(folder, durable);
            var before = broken.all();
            // To compare it takes a while: between barring and renaming there is time.
            broken.database().execute("INSERT INTO \"Odd schema\".pet SELECT i, 'p' FROM generate_series(1, 400000) i");
            broken.breaksInPart();

            var session = broken.terminal().start("recover", "shop", "--yes", "--json", "--option", "mend");
            awaitOn(
                    broken,
                    "SELECT 1 FROM pg_database WHERE NOT datallowconn AND datname = '"
                            + broken.database().name() + "'");
            durable.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()");
            awaitOn(broken, "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            durable.stopImmediately();
            var ended = session.end();
            durable.startAgain();
            durable.execute("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");

            assertThat(ended.exits(6).json().path("why").asString())
                    .startsWith("whether the copy is in the place of ")
                    .contains("expected the server to say that both were renamed, found: ")
                    .doesNotContain("This connection has been closed");
            assertThat(broken.recover(broken.terminal()).path("situation").asString())
                    .isEqualTo("NOTHING_APPLIED");
            isAsBefore(broken, before);
        }
    }

    private static void awaitOn(BrokenOnServer broken, String question) {
        var elsewhere = new PostgresTestDatabase(broken.database().server(), "postgres");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .pollDelay(Duration.ZERO)
                .until(() -> !elsewhere.texts(question).isEmpty());
    }
}
