package dev.varve.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.MigrationTool;
import dev.varve.engine.tool.alembic.AlembicProject;
import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.engine.tool.alembic.AlembicTool;
import dev.varve.engine.tool.flyway.FlywayProject;
import dev.varve.engine.tool.flyway.FlywayTool;
import dev.varve.testing.PostgresDrivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server knows of a tool that Varve starts, with the real tools and the usual drivers. */
class ToolSessionTest {

    private static final String RUN = "20261122-101500-7f3a9c";

    @TempDir
    Path folder;

    private final Shop shop = Shop.any();

    private MigrationTool alembic(String driver, String... statements) {
        var projects = AlembicProjects.in(folder.resolve("p")).revision("a1", null, "first", statements);
        var project = new AlembicProject(
                projects.ini(),
                folder.resolve("p"),
                PostgresDrivers.python().toString(),
                null,
                List.of(),
                Map.of(),
                "postgresql+" + driver);
        return new AlembicTool(project, shop.watched(), System.getenv(), Clock.systemUTC());
    }

    private MigrationResult migrate(MigrationTool tool, Consumer<Observation> observer) {
        var order = new MigrationOrder(
                Destination.up("head"),
                folder.resolve("ledger.jsonl"),
                folder.resolve("output.txt"),
                () -> false,
                () -> {},
                () -> null);
        return tool.migrate(order.ofRun(RUN), observer);
    }

    /** Kills the tool in the middle of a statement, as soon as the server works on that. */
    private void killInTheMiddle(MigrationTool tool) {
        var pid = new AtomicLong();
        var ending = CompletableFuture.supplyAsync(() -> migrate(tool, seen -> {
            if (seen instanceof Observation.ToolStarting starting) {
                pid.set(starting.pid());
            }
        }));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> ToolSession.stillThere(shop.watched()).stream()
                        .anyMatch(session -> String.valueOf(session.statement()).contains("pg_advisory_lock ( ? )")));
        ProcessHandle.of(pid.get()).orElseThrow().destroyForcibly();
        assertThat(ending.handle((result, thrown) -> true).join()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"psycopg2", "psycopg", "pg8000"})
    void isSeenUntilTheServerHasEndedWhatAKilledToolHadBegun(String driver) throws Exception {
        shop.database()
                .execute("ALTER DATABASE " + shop.database().name() + " SET client_connection_check_interval = 0");
        var tool = alembic(driver, "op.execute('CREATE TABLE t (id integer)')", "op.execute('" + Shop.WAITS + "')");
        try (var hold = shop.holding()) {
            killInTheMiddle(tool);

            var left = ToolSession.stillThere(shop.watched());

            assertThat(left).hasSize(1);
            assertThat(left.getFirst().application()).isEqualTo("varve tool " + RUN);
            assertThat(left.getFirst().inWordsWithStatement())
                    .contains("role postgres", ", active)", "statement: SELECT pg_advisory_lock ( ? )");
            assertThat(ToolSession.stillThere(shop.watchedBy(shop.plainRole())))
                    .extracting(ServerSession::pid)
                    .containsExactly(left.getFirst().pid());
            assertThat(hold.isClosed()).isFalse();
        }
        await().until(() -> ToolSession.stillThere(shop.watched()).isEmpty());
    }

    @Test
    void endsSoonByItselfWhereNobodyForbadeTheServerToNotice() throws Exception {
        try (var hold = shop.holding()) {
            killInTheMiddle(alembic("psycopg2", "op.execute('" + Shop.WAITS + "')"));

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> ToolSession.stillThere(shop.watched()).isEmpty());
            assertThat(hold.isClosed()).isFalse();
        }
    }

    @Test
    void changesNothingWhereTheDriverTellsItsTransactionsInItsOwnWay() throws Exception {
        // Alembic's autocommit block does not work with this driver, with and without Varve.
        var tool = alembic(
                "pg8000",
                "op.execute('CREATE TABLE t AS SELECT name, setting FROM pg_settings')",
                "op.execute('INSERT INTO t VALUES (NULL, NULL)')");

        assertThat(migrate(tool, seen -> {}).ending()).isEqualTo(MigrationResult.Ending.FINISHED);

        assertThat(insideTransactions()).startsWith("true", "true");
        assertThat(setting("application_name")).isEqualTo("varve tool " + RUN);
    }

    private List<String> insideTransactions() throws IOException {
        return Files.readAllLines(folder.resolve("ledger.jsonl")).stream()
                .filter(line -> line.contains("\"event\": \"end\"") && line.contains("\"revision\": \"a1\""))
                .map(line -> line.replaceAll(".*\"inTransaction\": (\\w+).*", "$1"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"psycopg2", "psycopg"})
    void changesNothingAboutTheToolsTransactions(String driver) throws Exception {
        var tool = alembic(
                driver,
                "op.execute('CREATE TABLE t AS SELECT name, setting FROM pg_settings')",
                "with op.get_context().autocommit_block():",
                "    op.execute('CREATE INDEX CONCURRENTLY i ON t (name)')",
                "op.execute('INSERT INTO t VALUES (NULL, NULL)')");

        var result = migrate(tool, seen -> {});
        assertThat(result.ending()).as(String.valueOf(result.failure())).isEqualTo(MigrationResult.Ending.FINISHED);

        assertThat(insideTransactions()).startsWith("true", "false", "true");
        var ledger = Files.readAllLines(folder.resolve("ledger.jsonl"));
        assertThat(ledger).noneMatch(line -> line.contains("advisory") || line.contains("pg_settings s"));
        assertThat(setting("application_name")).isEqualTo("varve tool " + RUN);
        assertThat(setting("tcp_keepalives_idle")).isEqualTo("10");
        assertThat(setting("tcp_user_timeout")).isEqualTo("30000");
        assertThat(setting("client_connection_check_interval")).isEqualTo("5000");
        assertThat(ToolSession.stillThere(shop.watched())).isEmpty();
    }

    @Test
    void leavesWhatTheUserChose() throws Exception {
        shop.database().execute("ALTER DATABASE " + shop.database().name() + " SET tcp_keepalives_idle = 77");
        var projects = AlembicProjects.in(folder.resolve("p"))
                .revision("a1", null, "first", "op.execute('CREATE TABLE t AS SELECT name, setting FROM pg_settings')");
        var project = AlembicProject.at(projects.ini());
        var tool = new AlembicTool(
                new AlembicProject(
                        project.ini(),
                        project.workdir(),
                        PostgresDrivers.python().toString(),
                        null,
                        List.of(),
                        Map.of("PGAPPNAME", "deploy", "PGOPTIONS", "-c client_connection_check_interval=0"),
                        "postgresql+psycopg2"),
                shop.watched(),
                System.getenv(),
                Clock.systemUTC());

        assertThat(migrate(tool, seen -> {}).ending()).isEqualTo(MigrationResult.Ending.FINISHED);

        assertThat(setting("application_name")).isEqualTo("deploy");
        assertThat(setting("client_connection_check_interval")).isEqualTo("0");
        assertThat(setting("tcp_keepalives_idle")).isEqualTo("77");
        assertThat(setting("tcp_keepalives_interval")).isEqualTo("5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"psycopg2", "psycopg", "pg8000"})
    void asksForSignsOfLifeSoonWithWhateverDriver(String driver) {
        var tool = alembic(driver, toldOfTheSocket());

        assertThat(migrate(tool, seen -> {}).ending()).isEqualTo(MigrationResult.Ending.FINISHED);

        assertThat(shop.database().texts("SELECT told FROM t")).containsExactly("1 10 5 3 0");
    }

    @Test
    void leavesWhatTheProjectChoseOfSignsOfLife() {
        var tool = alembic("psycopg2", toldOfTheSocket());
        AlembicProjects.madeIn(folder.resolve("p"))
                .env(AlembicProjects.PLAIN_ENV.replace(
                        "poolclass=", "connect_args={'keepalives_idle': 77, 'keepalives_count': 7}, poolclass="));

        assertThat(migrate(tool, seen -> {}).ending()).isEqualTo(MigrationResult.Ending.FINISHED);

        assertThat(shop.database().texts("SELECT told FROM t")).containsExactly("1 77 5 7 0");
    }

    /** A step that writes down how its connection's socket is set. */
    private static String[] toldOfTheSocket() {
        return new String[] {
            "import os, socket",
            "raw = op.get_bind().connection.dbapi_connection",
            "its = socket.socket(fileno=os.dup(getattr(raw, '_usock', raw).fileno()))",
            "told = [its.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)]",
            "for name in ('KEEPIDLE', 'KEEPINTVL', 'KEEPCNT', 'USER_TIMEOUT'):",
            "    told.append(its.getsockopt(socket.IPPROTO_TCP, getattr(socket, 'TCP_' + name)))",
            "op.execute(\"CREATE TABLE t AS SELECT '%s'::text AS told\" % ' '.join(str(one) for one in told))",
        };
    }

    private String setting(String name) {
        return shop.database()
                .texts("SELECT setting FROM t WHERE name = '" + name + "'")
                .getFirst();
    }

    @Test
    void beginsEachOfFlywaysConnectionsToo() throws Exception {
        var sql = Files.createDirectories(folder.resolve("sql"));
        Files.writeString(
                sql.resolve("V1__t.sql"),
                "CREATE TABLE t AS SELECT name, setting FROM pg_settings; " + Shop.WAITS + ";");
        var tool = new FlywayTool(new FlywayProject(sql, folder, Map.of()), shop.watched(), Clock.systemUTC());
        CompletableFuture<MigrationResult> running;
        try (var hold = shop.holding()) {
            running = CompletableFuture.supplyAsync(() -> migrate(tool, seen -> {}));
            await().until(() -> ToolSession.stillThere(shop.watched()).stream()
                    .anyMatch(session -> String.valueOf(session.statement()).contains("pg_advisory_lock ( ? )")));

            var sessions = ToolSession.stillThere(shop.watched());

            assertThat(sessions)
                    .hasSizeGreaterThan(1)
                    .allMatch(session -> session.application().equals("varve tool " + RUN));
            assertThat(hold.isClosed()).isFalse();
        }
        assertThat(running.join().ending()).isEqualTo(MigrationResult.Ending.FINISHED);
        assertThat(setting("client_connection_check_interval")).isEqualTo("5000");
        assertThat(ToolSession.stillThere(shop.watched())).isEmpty();
    }
}
