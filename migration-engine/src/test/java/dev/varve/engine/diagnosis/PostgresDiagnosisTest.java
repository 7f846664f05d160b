package dev.varve.engine.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.postgres.PostgresAddress;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.tool.flyway.FlywayProject;
import dev.varve.engine.tool.flyway.FlywayTool;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts' schemas are built beside the watched database, by the same server, and nothing of that stays. */
class PostgresDiagnosisTest {

    @TempDir
    Path folder;

    private final PostgresTestDatabase database = PostgresServer.shared().database();

    @BeforeEach
    void threeScripts() throws Exception {
        script("V1__shop.sql", "CREATE TABLE shop (id text PRIMARY KEY, name varchar(9) CHECK (name IN ('a', 'b')));");
        script("V2__pet.sql", "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE pet (id bigserial, m mood);");
        script(
                "V3__owner.sql",
                "CREATE TABLE owner (shop text REFERENCES shop (id)); CREATE INDEX of_shop ON owner (shop);");
    }

    private void script(String name, String sql) throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("sql")).resolve(name), sql);
    }

    @Test
    void tellsEveryStateThatFlywayItselfBringsItTo() {
        assertThat(deep().state()).isEqualTo(DatabaseState.EMPTY);

        migrate("2");
        assertThat(deep()).returns(DatabaseState.PENDING, Diagnosis::state);
        database.execute("ALTER TABLE shop DROP CONSTRAINT shop_pkey");
        assertThat(deep().finding(FindingCode.MISSING_UNIQUE_KEY).orElseThrow().remedy())
                .startsWith("ALTER TABLE shop ADD UNIQUE (id);");
        database.execute(
                "ALTER TABLE shop ADD PRIMARY KEY (id)", "CREATE TABLE owner (shop text REFERENCES shop (id))");
        assertThat(deep().state()).isEqualTo(DatabaseState.PARTIAL);
        database.execute("DROP TABLE owner");

        migrate("3");
        database.execute("GRANT SELECT ON shop TO pg_monitor", "CREATE EXTENSION citext");
        assertThat(deep().state()).isEqualTo(DatabaseState.UP_TO_DATE);

        database.execute("ALTER TABLE pet ADD COLUMN stray integer");
        assertThat(deep().state()).isEqualTo(DatabaseState.DIVERGED);
        database.execute("DROP TABLE flyway_schema_history");
        assertThat(deep().state()).isEqualTo(DatabaseState.UNMANAGED);
        assertThat(database.texts("SELECT datname FROM pg_database WHERE datname LIKE 'varve%'"))
                .isEmpty();
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), PostgresServer.ADMIN, "")
                .locations("filesystem:" + folder.resolve("sql"))
                .target(target)
                .load()
                .migrate();
    }

    private Diagnosis deep() {
        var address = new PostgresAddress(
                "localhost", database.server().port(), database.name(), PostgresServer.ADMIN, new TreeMap<>());
        var watched = PostgresDatabase.at(address, "");
        var tool =
                new FlywayTool(new FlywayProject(folder.resolve("sql"), folder, Map.of()), watched, Clock.systemUTC());
        var references = new References(
                ScratchDatabases.like(watched, folder.resolve("scratch")), new ReferenceCache(folder.resolve("cache")));
        return new Diagnostician(Clock.systemUTC())
                .examine(watched, tool, Evidence.none("shop").deep(references))
                .diagnosis();
    }
}
