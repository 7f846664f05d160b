package dev.varve.command.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The wire to the server is cut under commands that are in the midst of their work, and is not mended as long as one of them lives. One
 * cut hits all of them, since each takes its time to end.
 */
class CutWireTest {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String HELD = "SELECT pg_advisory_xact_lock(42)";
    private static final String ONE_OF_MANY = "INSERT INTO people VALUES (0)";
    private static final int MANY = 5_000;
    private static final String[] UPGRADE = {"upgrade", "shop", "--json", "--no-rehearsal"};
    private static final String[] BACKUP = {"backup", "shop", "--json"};

    /** So many rows are dumped for a second or more. */
    private static final String BIG =
            "INSERT INTO people SELECT i + (random() * 1e8)::int FROM generate_series(1, 2000000) i";

    /** A copy of it is restored as long as somebody holds the lock in the database {@code postgres}. */
    private static final String[] SLOW_TO_RESTORE = {
        "CREATE FUNCTION public.held(i int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $f$ BEGIN WHILE EXISTS (SELECT FROM"
                + " pg_stat_activity WHERE application_name = 'varve test holds' AND datname = 'postgres') LOOP PERFORM"
                + " pg_sleep(0.05); PERFORM pg_stat_clear_snapshot(); END LOOP; RETURN i; END $f$",
        "CREATE INDEX people_held ON people (public.held(id)) WHERE id = 1"
    };

    @TempDir
    static Path folder;

    private static final Map<String, CutOff> COMMANDS = new LinkedHashMap<>();
    private static final Map<String, Connection> HOLDERS = new HashMap<>();
    private static Wire wire;
    private static PostgresServer server;

    @BeforeAll
    static void cutTheWireUnderAll() throws Exception {
        wire = Wire.laid();
        server = PostgresServer.durableIn(folder, wire.network());
        makeDatabases();
        startAll();
        wire.cut();
        COMMANDS.values().forEach(command -> command.awaitItsEnd(LONGEST));
        wire.mend();
        for (var holder : HOLDERS.values()) {
            holder.close();
        }
    }

    private static void makeDatabases() throws IOException {
        COMMANDS.put("alembic", CutOff.alembic(wire, server, folder.resolve("alembic"), python(HELD)));
        COMMANDS.put("recorded there", CutOff.recordedThere(wire, server, folder.resolve("there"), python(HELD)));
        COMMANDS.put("flyway", CutOff.flyway(wire, server, folder.resolve("flyway"), HELD + ";\n"));
        COMMANDS.put("proof", CutOff.alembic(wire, server, folder.resolve("proof"), "pass"));
        COMMANDS.put(
                "alembic, many",
                CutOff.alembic(
                        wire,
                        server,
                        folder.resolve("many-steps"),
                        python(HELD),
                        "for _ in range(" + MANY + "): " + python(ONE_OF_MANY)));
        COMMANDS.put(
                "flyway, many",
                CutOff.flyway(wire, server, folder.resolve("many"), HELD + ";\n" + (ONE_OF_MANY + ";\n").repeat(MANY)));
        COMMANDS.put("dump", CutOff.alembic(wire, server, folder.resolve("dump"), "pass"));
        COMMANDS.get("dump").database().execute(BIG);
        COMMANDS.get("proof").database().execute(SLOW_TO_RESTORE);
    }

    private static String python(String statement) {
        return "op.execute('" + statement + "')";
    }

    /** Those that are held first, then those that are only at work for a moment. */
    private static void startAll() throws SQLException {
        var held = COMMANDS.keySet().stream()
                .filter(name -> !name.equals("dump") && !name.equals("proof"))
                .toList();
        for (var name : held) {
            HOLDERS.put(name, holder(COMMANDS.get(name).database()));
            COMMANDS.get(name).start(HELD, UPGRADE);
        }
        HOLDERS.put("proof", holder(new PostgresTestDatabase(server, "postgres")));
        COMMANDS.get("proof").start("CREATE INDEX people_held", BACKUP);
        COMMANDS.get("dump").start("COPY %TO stdout", BACKUP);
        for (var name : held) {
            if (name.endsWith("many")) {
                HOLDERS.get(name).close();
                COMMANDS.get(name).awaitStatement(ONE_OF_MANY);
            }
        }
    }

    private static Connection holder(PostgresTestDatabase database) throws SQLException {
        var connection = database.open();
        connection.setClientInfo("ApplicationName", "varve test holds");
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(42)");
        }
        return connection;
    }

    @AfterAll
    static void mend() throws Exception {
        COMMANDS.values().forEach(CutOff::kill);
        try (var ends = wire) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alembic", "alembic, many", "flyway", "flyway, many", "recorded there"})
    void anUpgradeEndsByItselfSaysWhatToDoAndIsRecovered(String upgrade) {
        var command = COMMANDS.get(upgrade);
        var ended = command.ended().exits(6).json();

        assertThat(ended.path("outcome").asString()).isEqualTo("FAILED_NEEDS_RECOVERY");
        assertThat(ended.path("why").asString())
                .startsWith("expected a readable database at postgresql://")
                .contains("found: The connection attempt failed.");
        assertThat(ended.path("remedy").asString()).isEqualTo("varve recover shop");
        command.type("diagnose", "shop").exits(3);
        var recovered =
                command.type("recover", "shop", "--yes", "--json").exits(0).json();
        assertThat(recovered.path("situation").asString()).isEqualTo("NOTHING_APPLIED");
        command.type("upgrade", "shop", "--no-rehearsal").exits(0);
        command.type("verify").exits(0);
    }

    @Test
    void aDumpEndsByItselfAndNothingOfItIsLeft() {
        var command = COMMANDS.get("dump");
        var refused = command.ended().exits(4).json().path("error");

        assertThat(refused.path("found").asString()).contains("could not receive data from server");
        assertThat(refused.path("remedy").asString())
                .isEqualTo("mend the way to the server, then take another; nothing of this one was kept");
        assertThat(command.server("SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'varve backup%'"))
                .as("sessions that the server still keeps for it")
                .isEmpty();
        command.type("backup", "shop").exits(0);
    }

    @Test
    void aProofEndsByItselfAndNothingOfItIsLeftOnceAnotherIsMade() {
        var command = COMMANDS.get("proof");
        var refused = command.ended().exits(7).json().path("error");

        assertThat(refused.path("code").asString()).isEqualTo("BACKUP_NOT_PROVEN");
        assertThat(refused.path("found").asString()).contains("could not receive data from server");
        command.type("backup", "shop").exits(0);
        assertThat(command.server("SELECT datname FROM pg_database WHERE datname LIKE '"
                        + command.database().name() + "\\_\\_varve\\_%'"))
                .isEmpty();
    }
}
