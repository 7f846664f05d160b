package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongSurroundingsTest {

    @TempDir
    Path folder;

    private Watched atItsFirstRevision(AlembicProjects project) {
        var watched = Watched.in(folder, project);
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        return watched;
    }

    private AlembicProjects project() {
        return AlembicProjects.linear(folder.resolve("project"));
    }

    @Test
    void refusesBeforeAnyStatementWhenEnvPyConnectsElsewhere() {
        var elsewhere = SqliteFile.empty(folder.resolve("elsewhere.db")).with("CREATE TABLE precious (id INTEGER)");
        var project = project();
        var watched = Watched.in(folder, project);
        project.env(AlembicProjects.PLAIN_ENV.replace(
                "config = context.config",
                "config = context.config\nconfig.set_main_option('sqlalchemy.url', '" + elsewhere.url() + "')"));
        var registered = watched.database().sha256();
        var other = elsewhere.sha256();

        var upgrade = watched.type("upgrade", "app", "--json").exits(4);

        assertThat(upgrade.json().path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(upgrade.out()).contains("elsewhere.db");
        assertThat(elsewhere.sha256()).isEqualTo(other);
        assertThat(watched.database().sha256()).isEqualTo(registered);
        assertThat(watched.type("history", "app", "--type", "StepStarted", "--json")
                        .json())
                .isEmpty();
        assertThat(watched.type("diagnose", "app", "--json")
                        .finding("WRONG_DATABASE")
                        .path("severity")
                        .asString())
                .isEqualTo("ERROR");
    }

    @Test
    void namesAPythonThatIsNotThere() {
        var watched = atItsFirstRevision(project());
        watched.terminal().type("target", "remove", "app").exits(0);
        watched.terminal()
                .type(
                        "target",
                        "add",
                        "app",
                        "--tool",
                        "alembic",
                        "--config",
                        watched.project().ini().toString(),
                        "--database",
                        watched.database().url(),
                        "--python",
                        "/nonexistent/python");

        isExplained(watched.type("diagnose", "app", "--json"), "TOOL_UNAVAILABLE", "/nonexistent/python");
        upgradeIsNoUse(watched);
    }

    @Test
    void namesAVariableThatIsMissing() {
        var project = project();
        var watched = atItsFirstRevision(project);
        project.env("import os\nsecret = os.environ['SHOP_SECRET_KEY']\n" + AlembicProjects.PLAIN_ENV);

        isExplained(watched.terminal().run("diagnose", "app", "--json"), "MISSING_ENVIRONMENT", "SHOP_SECRET_KEY");
        upgradeIsNoUse(watched);
    }

    @Test
    void tellsAMissingVariableOnceWhenItRefuses() {
        var project = project();
        var watched = atItsFirstRevision(project);
        project.env("import os\nsecret = os.environ['SHOP_SECRET_KEY']\n" + AlembicProjects.PLAIN_ENV);

        var upgrade = watched.type("upgrade", "app").exits(4);

        assertThat(upgrade.out())
                .containsOnlyOnce("ERROR MISSING_ENVIRONMENT: expected the environment variable SHOP_SECRET_KEY");
    }

    @Test
    void namesAFileOfVariablesThatIsGone() throws Exception {
        var watched = atItsFirstRevision(project());
        var file = Files.writeString(folder.resolve("shop.env"), "SHOP_SECRET_KEY=t0p\n");
        watched.register(watched.terminal(), watched.database(), "--env-file", file.toString());
        Files.delete(file);

        var diagnosis = watched.type("diagnose", "app").exits(2);

        assertThat(diagnosis.err())
                .contains("expected the variables' values registered for app, found no file at " + file)
                .contains("do: bring the file back, or register again: varve target add app");
    }

    @Test
    void notesADatabaseThatIsNotThereWhenItIsRegistered() {
        var nowhere = folder.resolve("nowhere.db");
        var terminal = new Terminal(folder.resolve("operator"));

        var added = terminal.type(
                        "target",
                        "add",
                        "app",
                        "--tool",
                        "alembic",
                        "--config",
                        project().ini().toString(),
                        "--database",
                        "sqlite:///" + nowhere)
                .exits(0);

        assertThat(added.err()).contains("note: expected a database at " + nowhere + ", found no such file");
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void namesAConfigurationThatIsGone() throws Exception {
        var project = project();
        var watched = atItsFirstRevision(project);
        Files.delete(project.ini());

        isExplained(
                watched.type("diagnose", "app", "--json"),
                "CONFIG_NOT_FOUND",
                project.ini().toString());
        upgradeIsNoUse(watched);
    }

    private static void isExplained(Ended diagnosis, String code, String named) {
        diagnosis.exits(2);
        var finding = diagnosis.finding(code);
        assertThat(finding.toString()).contains(named);
        assertThat(finding.path("remedy").asString()).isNotBlank();
        assertThat(diagnosis.err()).doesNotContain("Traceback").doesNotContain("\tat ");
    }

    private static void upgradeIsNoUse(Watched watched) {
        var before = watched.database().sha256();
        var upgrade = watched.type("upgrade", "app");
        assertThat(upgrade.code()).as(upgrade.out() + upgrade.err()).isIn(2, 4);
        assertThat(upgrade.err()).doesNotContain("Traceback").doesNotContain("\tat ");
        assertThat(watched.database().sha256()).isEqualTo(before);
    }

    @Test
    void aFolderForLocksThatCannotBeUsedTouchesNothing() throws Exception {
        var notAFolder = Files.writeString(folder.resolve("a file"), "");
        var watched = Watched.in(folder, AlembicProjects.linear(folder.resolve("locked out")));
        var before = watched.database().sha256();

        for (var locks : List.of(notAFolder.toString(), "/proc/varve-locks", notAFolder + "/below")) {
            watched.terminal().with("VARVE_LOCKS", locks);
            for (var command : List.of("upgrade", "backup")) {
                var error =
                        watched.type(command, "app", "--json").exits(2).json().path("error");
                assertThat(error.path("code").asString()).isEqualTo("LOCKS_UNUSABLE");
                assertThat(error.path("message").asString())
                        .startsWith("expected to keep the database's lock in the folder " + locks + ", found ");
                assertThat(error.path("remedy").asString())
                        .isEqualTo("make that folder writable, or name another that every home on this machine uses:"
                                + " VARVE_LOCKS=DIR");
            }
        }
        assertThat(watched.database().sha256()).isEqualTo(before);
    }
}
