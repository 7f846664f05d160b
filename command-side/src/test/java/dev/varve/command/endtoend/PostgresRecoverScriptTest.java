package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flyway's scripts outside of a transaction, on PostgreSQL: what ran before the failure stays, and its failed row does not. */
class PostgresRecoverScriptTest {

    private static final String EXTRA = "CREATE TABLE extra (id int)";
    private static final String INDEX = "CREATE INDEX people_mail ON people (mail)";

    @TempDir
    Path folder;

    private PostgresTestDatabase database;
    private Terminal terminal;
    private ScriptFolder scripts;

    @BeforeEach
    void watch() {
        database = PostgresServer.shared().database();
        terminal = PostgresTerminal.in(folder.resolve("operator"));
        scripts = ScriptFolder.in(folder)
                .script(
                        "V1__people.sql",
                        "CREATE TABLE people (id int PRIMARY KEY, mail text)",
                        "INSERT INTO people SELECT i, 'p' || i FROM generate_series(1, 100) i")
                .file("V2__extra.sql.conf", "executeInTransaction=false\n");
        register(terminal);
        terminal.type("upgrade", "shop").exits(0);
    }

    private void register(Terminal operator) {
        operator.addFlyway("shop", scripts.path(), PostgresShop.url(database)).exits(0);
    }

    private void breaksHalfWay() {
        scripts.script("V2__extra.sql", EXTRA, INDEX, "SELECT no_such_thing()");
        terminal.type("upgrade", "shop", "--no-rehearsal").exits(6);
        assertThat(all()).contains("extra", "people_mail");
    }

    private List<String> all() {
        return database.texts("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace UNION ALL"
                + " SELECT script || ' ' || success FROM flyway_schema_history UNION ALL SELECT count(*)::text FROM people"
                + " ORDER BY 1");
    }

    private void upgradesOnceMended(Terminal operator) {
        operator.type("diagnose", "shop", "--deep").exits(3);
        scripts.script("V2__extra.sql", EXTRA, INDEX);
        operator.type("upgrade", "shop").exits(0);
        operator.type("diagnose", "shop", "--deep").exits(0);
        operator.type("verify").exits(0);
    }

    @Test
    void putsTheBackupOfTheBrokenRunBack() {
        var before = all();
        breaksHalfWay();

        var recovered =
                terminal.type("recover", "shop", "--yes", "--json").exits(0).json();

        assertThat(recovered.path("situation").asString()).isEqualTo("PARTIAL");
        assertThat(recovered.path("option").asString()).isEqualTo("restore");
        assertThat(all()).isEqualTo(before);
        upgradesOnceMended(terminal);
    }

    @Test
    void takesAwayWhatTheScriptLeftWhereThereIsNoBackupOfBefore() {
        var before = all();
        breaksHalfWay();
        var stranger = PostgresTerminal.in(folder.resolve("stranger"));
        register(stranger);

        var recovered = stranger.type("recover", "shop", "--yes", "--json", "--option", "mend")
                .exits(0)
                .json();

        assertThat(recovered.path("situation").asString()).isEqualTo("PARTIAL");
        assertThat(all()).isEqualTo(before);
        upgradesOnceMended(stranger);
    }

    /** Varve is killed, and the server finishes the script's last statement, which nobody records. Flyway has no way to record it later. */
    @Test
    void putsTheBackupBackWhereAScriptRanWholeAndWasNotRecorded() throws Exception {
        var before = all();
        scripts.script("V2__extra.sql", EXTRA, INDEX, "SELECT pg_advisory_lock(42)");
        try (var holder = database.open();
                var statement = holder.createStatement()) {
            holder.setClientInfo("ApplicationName", "varve test holds");
            statement.execute("SELECT pg_advisory_lock(42)");
            var session = terminal.start("upgrade", "shop", "--no-rehearsal");
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> !database.texts("SELECT 1 FROM pg_stat_activity WHERE query LIKE"
                                    + " 'SELECT pg_advisory_lock(42)%' AND wait_event_type = 'Lock'")
                            .isEmpty());
            session.signal("KILL");
            session.process().waitFor();
        }
        var shown = terminal.type("recover", "shop").exits(6).out();
        assertThat(shown).startsWith("shop: NOT_STAMPED: ").doesNotContain("stamp:");

        var refused = terminal.type("recover", "shop", "--option", "stamp", "--json")
                .exits(4)
                .json();
        assertThat(refused.path("why").asString()).startsWith("expected stamp to be on offer, found only ");
        assertThat(all()).contains("extra", "people_mail", "V1__people.sql true");

        terminal.type("recover", "shop", "--yes").exits(0);

        assertThat(all()).isEqualTo(before);
        upgradesOnceMended(terminal);
    }
}
