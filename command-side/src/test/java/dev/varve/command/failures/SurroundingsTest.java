package dev.varve.command.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.SqliteProcess;
import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is wrong with the database; something around it is. */
class SurroundingsTest {

    @TempDir
    Path folder;

    private Broken broken;

    @BeforeEach
    void upToDate() {
        broken = Broken.in(
                folder,
                AlembicProjects.in(folder.resolve("project"))
                        .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY)')"));
        broken.alembic(0, "upgrade", "head");
    }

    @Test
    @Failure(16)
    void whoeverHoldsTheLockThatAMigrationWouldWaitForIsNamed() {
        try (var other = SqliteProcess.start(
                SqliteProcess.Doing.LOCKING, broken.database().path())) {
            var diagnosis = broken.watched().type("diagnose", "app", "--json").exits(2);

            assertThat(diagnosis.json().path("state").asString()).isEqualTo("UNREACHABLE");
            assertThat(Broken.message(diagnosis, "DATABASE_IN_USE")).contains(Long.toString(other.pid()));
            assertThat(Broken.remedy(diagnosis, "DATABASE_IN_USE")).contains("stop the application");
            var waits =
                    broken.watched().type("recover", "app", "--json").exits(6).json();
            assertThat(waits.path("situation").asString()).isEqualTo("IN_USE");
            assertThat(waits.path("options").path(0).path("id").asString()).isEqualTo("wait");
            assertThat(waits.path("options").path(0).path("does").asString())
                    .contains("does nothing; stop ", Long.toString(other.pid()));
            broken.watched().type("recover", "app", "--yes").exits(4);
        }
        broken.diagnose(0, "UP_TO_DATE");
        broken.nothingToRecover(0);
    }

    @Test
    @Failure(26)
    void aVariableAModuleAndTheConfigurationAreNamedBeforeAnythingRuns() throws Exception {
        broken.project().env("import os\nos.environ['SHOP_KEY']\n" + AlembicProjects.PLAIN_ENV);
        var variable = broken.watched().type("diagnose", "app", "--json").exits(2);
        assertThat(Broken.message(variable, "MISSING_ENVIRONMENT")).contains("SHOP_KEY");

        broken.project().env("import shop_models\n" + AlembicProjects.PLAIN_ENV);
        var module = broken.watched().type("diagnose", "app", "--json").exits(2);
        assertThat(Broken.message(module, "TOOL_UNAVAILABLE")).contains("shop_models");

        Files.delete(broken.project().ini());
        var configuration = broken.watched().type("diagnose", "app", "--json").exits(2);
        assertThat(Broken.message(configuration, "CONFIG_NOT_FOUND"))
                .contains(broken.project().ini().toString());
        assertThat(broken.watched().type("recover", "app").exits(2).out())
                .contains("TOOL_UNAVAILABLE", "you decide: make the tool run first: the finding above says what is");
    }
}
