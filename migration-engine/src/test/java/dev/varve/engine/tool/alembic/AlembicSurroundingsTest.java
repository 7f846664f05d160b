package dev.varve.engine.tool.alembic;

import static dev.varve.engine.tool.alembic.AlembicFixture.database;
import static dev.varve.engine.tool.alembic.AlembicFixture.tool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.ToolLook;
import dev.varve.engine.tool.python.PythonPairs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlembicSurroundingsTest {

    @TempDir
    Path folder;

    private static Finding only(ToolLook look, FindingCode code) {
        assertThat(look.findings()).extracting(Finding::code).containsOnlyOnce(code);
        return look.findings().stream()
                .filter(finding -> finding.code() == code)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesEveryPlaceWhereItLookedForAPython() {
        var project = AlembicProjects.linear(folder.resolve("p")).project().withPython("/nowhere/python");
        var finding = only(tool(project, database(folder)).look(), FindingCode.TOOL_UNAVAILABLE);
        assertThat(finding.message()).isEqualTo("expected a Python to run Alembic with, found none");
        assertThat(finding.evidence()).containsEntry("lookedAt", List.of("/nowhere/python"));
    }

    @Test
    void namesTheMissingVariableThatEnvPyTakesFromTheEnvironment() {
        var projects = AlembicProjects.linear(folder.resolve("p")).env("import os\nos.environ['SHOP_DATABASE_URL']\n");
        var finding = only(
                tool(projects, database(folder).with("CREATE TABLE t (a)")).look(), FindingCode.MISSING_ENVIRONMENT);
        assertThat(finding.message())
                .isEqualTo("expected the environment variable SHOP_DATABASE_URL, which env.py needs, found it unset");
        assertThat(finding.remedy()).contains("--env SHOP_DATABASE_URL=VALUE");
    }

    @Test
    void namesTheVariableThatAnApplicationMissesInItsOwnWords() {
        var projects = AlembicProjects.linear(folder.resolve("p")).env("""
                        import os
                        WEBUI_SECRET_KEY = os.environ.get("WEBUI_SECRET_KEY", "")
                        if WEBUI_SECRET_KEY == "":
                            raise ValueError("Required environment variable not found. Terminating now.")
                        """);
        var finding = only(
                tool(projects, database(folder).with("CREATE TABLE t (a)")).look(), FindingCode.MISSING_ENVIRONMENT);
        assertThat(finding.evidence()).containsEntry("variable", "WEBUI_SECRET_KEY");
        assertThat(finding.message()).doesNotContain("Traceback");
    }

    @Test
    void fillsTheDatabaseIntoTheVariablesOfTheProject() {
        var projects = AlembicProjects.linear(folder.resolve("p"))
                .env(
                        AlembicProjects.PLAIN_ENV.replace(
                                "config = context.config",
                                "import os\nconfig = context.config\nconfig.set_main_option('sqlalchemy.url', os.environ['SHOP_URL'])"));
        var project = projects.project()
                .withPython(PythonPairs.one().python().toString())
                .withEnvironment(Map.of("SHOP_URL", "{database}"));
        var here = database(folder);
        var copy = new AnySqliteFile(folder.resolve("copy.db"));
        var tool = tool(project, here);
        tool.migrate(Watched.order(folder, Destination.up("a1")), new Watched());
        tool.pointedAt(copy).migrate(Watched.order(folder, Destination.up("b2")), new Watched());
        assertThat(here.rows("SELECT version_num FROM alembic_version")).containsExactly("a1");
        assertThat(copy.rows("SELECT version_num FROM alembic_version")).containsExactly("b2");
    }

    @Test
    void acceptsADatabaseWhoseNameHasSpacesPercentSignsAndUnicode() {
        var database = new AnySqliteFile(folder.resolve("my 100%% datä 'x' %(here)s.db"));
        var result = tool(AlembicProjects.linear(folder.resolve("p")), database)
                .migrate(Watched.order(folder, Destination.up("head")), new Watched());
        assertThat(result.failure()).isNull();
        assertThat(database.rows("SELECT version_num FROM alembic_version")).containsExactly("e5");
    }

    @Test
    void saysWhereItLookedForAMissingConfiguration() {
        var look = tool(AlembicProject.at(folder.resolve("nowhere/alembic.ini")), database(folder))
                .look();
        assertThat(only(look, FindingCode.CONFIG_NOT_FOUND).message())
                .isEqualTo("expected the configuration " + folder.resolve("nowhere/alembic.ini")
                        + ", found: no such file");
        var projects = AlembicProjects.linear(folder.resolve("p")).without("migrations/env.py");
        assertThat(only(tool(projects, database(folder)).look(), FindingCode.CONFIG_NOT_FOUND)
                        .message())
                .isEqualTo("expected env.py in " + folder.resolve("p/migrations") + ", found: no such file");
        var unset = AlembicProjects.linear(folder.resolve("q")).file("alembic.ini", "[alembic]\n");
        assertThat(only(tool(unset, database(folder)).look(), FindingCode.CONFIG_NOT_FOUND)
                        .message())
                .contains("script_location");
    }
}
