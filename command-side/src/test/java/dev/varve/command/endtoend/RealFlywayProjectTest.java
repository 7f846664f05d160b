package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jobrunr.storage.sql.common.DatabaseSqlMigrationFileProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JobRunr's scripts for SQLite, written out by its own command as its guide for Flyway has it: nobody here wrote them. */
class RealFlywayProjectTest {

    private static final int SCRIPTS = 16;

    /** Three of them are empty on SQLite, so that all databases number them alike. */
    private static final List<Integer> STATEMENTS = List.of(1, 6, 1, 3, 8, 2, 2, 2, 0, 5, 2, 0, 0, 2, 2, 1);

    @TempDir
    Path folder;

    private Terminal terminal;
    private Path conf;

    @BeforeEach
    void aFlywayProjectAndAnOperator() throws Exception {
        var scripts = Files.createDirectories(folder.resolve("sql"));
        var said = folder.resolve("provider.txt");
        var provider = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DatabaseSqlMigrationFileProvider.class.getName(),
                        "sqlite")
                .directory(scripts.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(provider.waitFor()).as(Files.readString(said)).isZero();
        conf = Files.writeString(
                folder.resolve("flyway.conf"), "flyway.sqlMigrationPrefix=v\nflyway.locations=filesystem:sql\n");
        terminal = new Terminal(folder.resolve("operator"));
    }

    @Test
    void upgradesFromAnEmptyFileToTheSchemaThatPlainFlywayGivesWithEachScriptAStep() {
        var plain = SqliteFile.empty(folder.resolve("plain.db"));
        assertThat(plainFlyway(plain)).isEqualTo(SCRIPTS);
        var guarded = watched();

        var steps = terminal.run("upgrade", "jobs", "--json").exits(0).json().path("steps");

        assertThat(steps.valueStream().map(step -> step.path("revision").asString()))
                .hasSize(SCRIPTS)
                .startsWith("000", "001")
                .endsWith("015");
        assertThat(steps.valueStream().map(step -> step.path("outcome").asString()))
                .containsOnly("SUCCEEDED");
        assertThat(steps.valueStream().map(step -> step.path("statements").asInt()))
                .containsExactlyElementsOf(STATEMENTS);
        assertThat(guarded.fingerprint()).isEqualTo(plain.fingerprint());
        assertThat(guarded.objects()).isEqualTo(plain.objects()).contains("jobrunr_jobs_stats");
        assertThat(guarded.rows("SELECT owner FROM jobrunr_metadata"))
                .isEqualTo(plain.rows("SELECT owner FROM jobrunr_metadata"));
    }

    @Test
    void recordsTheStatementsOfEachScriptAndFindsNothingToDoAfterwards() {
        watched();
        terminal.run("upgrade", "jobs", "--no-rehearsal").exits(0);

        var steps = terminal.run("history", "jobs", "--type", "StepSucceeded", "--json")
                .exits(0)
                .json();

        assertThat(steps).hasSize(SCRIPTS);
        assertThat(steps.get(4).path("data").path("ledger").path("head").asString())
                .contains("CREATE TABLE jobrunr_job_counters");
        assertThat(steps.get(14).path("data").path("ledger").path("head").asString())
                .contains("DROP INDEX jobrunr_job_updated_at_idx");
        var diagnosis = terminal.type("diagnose", "jobs", "--deep", "--json").exits(0);
        assertThat(diagnosis.json().path("state").asString()).isEqualTo("UP_TO_DATE");
        assertThat(diagnosis.json().path("findings")).isEmpty();
        terminal.type("verify").exits(0);
    }

    private SqliteFile watched() {
        var database = SqliteFile.empty(folder.resolve("guarded.db"));
        terminal.addFlyway("jobs", conf, "jdbc:sqlite:" + database.path()).exits(0);
        return database;
    }

    private int plainFlyway(SqliteFile database) {
        return Flyway.configure()
                .dataSource("jdbc:sqlite:" + database.path(), "", "")
                .locations("filesystem:" + folder.resolve("sql"))
                .sqlMigrationPrefix("v")
                .loggers("slf4j")
                .load()
                .migrate()
                .migrationsExecuted;
    }
}
