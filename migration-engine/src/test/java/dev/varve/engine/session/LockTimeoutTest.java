package dev.varve.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a tool's statements wait for a lock, and what the server calls it when they give up. */
class LockTimeoutTest {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    @TempDir
    Path folder;

    private final Shop shop = Shop.any();

    private MigrationTool alembic(String driver, String statement) {
        var projects = AlembicProjects.in(folder.resolve("p")).revision("a1", null, "first", statement);
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

    private MigrationResult migrate(MigrationTool tool) {
        var order = new MigrationOrder(
                        Destination.up("head"),
                        folder.resolve("ledger.jsonl"),
                        folder.resolve("output.txt"),
                        () -> false,
                        () -> {},
                        () -> null)
                .waitingForLocks(Duration.ofMillis(300));
        return tool.migrate(order, seen -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"psycopg2", "psycopg", "pg8000"})
    void whatTheServerCallsTheErrorIsToldByEveryDriver(String driver) throws Exception {
        try (var hold = shop.holding()) {
            var result = migrate(alembic(driver, "op.execute('" + Shop.WAITS + "')"));

            assertThat(result.ending()).isEqualTo(MigrationResult.Ending.FAILED);
            assertThat(result.failure().sqlState())
                    .as(result.failure().message())
                    .isEqualTo(LOCK_NOT_AVAILABLE);
            assertThat(hold.isClosed()).isFalse();
        }
    }

    @Test
    void flywayTellsItToo() throws Exception {
        var sql = Files.createDirectories(folder.resolve("sql"));
        Files.writeString(sql.resolve("V1__t.sql"), Shop.WAITS + ";");
        try (var hold = shop.holding()) {
            var result = migrate(
                    new FlywayTool(new FlywayProject(sql, folder, Map.of()), shop.watched(), Clock.systemUTC()));

            assertThat(result.ending()).isEqualTo(MigrationResult.Ending.FAILED);
            assertThat(result.failure().sqlState()).isEqualTo(LOCK_NOT_AVAILABLE);
            assertThat(hold.isClosed()).isFalse();
        }
    }

    @Test
    void aTimeoutThatTheDatabaseHasSetStays() {
        var seen = "op.execute(\"CREATE TABLE seen AS SELECT current_setting('lock_timeout') AS timeout\")";
        migrate(alembic("psycopg2", seen));
        assertThat(shop.database().texts("SELECT timeout FROM seen")).containsExactly("300ms");

        shop.database()
                .execute(
                        "DROP TABLE seen, alembic_version",
                        "ALTER DATABASE " + shop.database().name() + " SET lock_timeout = '77s'");
        migrate(alembic("psycopg2", seen));
        assertThat(shop.database().texts("SELECT timeout FROM seen")).containsExactly("77s");
    }
}
