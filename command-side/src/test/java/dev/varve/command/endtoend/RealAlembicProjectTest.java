package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.GerttyProject;
import dev.varve.engine.tool.alembic.JupyterHubProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects that nobody here wrote, each with its own env.py: one from an empty file, one that grew out of older releases. */
class RealAlembicProjectTest {

    private static final String BASE_OF_JUPYTERHUB = "19c0846f6344";

    @TempDir
    Path folder;

    private Terminal terminal;

    @BeforeEach
    void anOperator() {
        terminal = new Terminal(folder.resolve("operator"));
    }

    @Test
    void upgradesGerttyFromAnEmptyFileToTheSchemaThatPlainAlembicGivesWithEachRevisionAStep() throws Exception {
        var gertty = GerttyProject.ofDebian();
        var plain = SqliteFile.empty(folder.resolve("plain.db"));
        var guarded = SqliteFile.empty(folder.resolve("guarded.db"));
        plainAlembic(gertty.python(), gertty.ini(folder.resolve("plain"), plain.url()), "upgrade", "head");
        watch("gertty", gertty.ini(), guarded, gertty.python());
        assertThat(terminal.type("diagnose", "gertty", "--json")
                        .exits(3)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("EMPTY");

        runsEachRevisionAsAStep("gertty", 19);

        assertThat(guarded.fingerprint()).isEqualTo(plain.fingerprint());
        assertThat(guarded.objects()).isEqualTo(plain.objects()).contains("change", "pending_cherry_pick");
        assertThat(terminal.type("diagnose", "gertty", "--deep", "--json")
                        .exits(0)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("UP_TO_DATE");
    }

    @Test
    void upgradesJupyterHubToTheSchemaThatPlainAlembicGivesWithEachRevisionAStep() throws Exception {
        var hub = JupyterHubProject.ofDebian();
        var tables = JupyterHubProject.firstTables().toArray(String[]::new);
        var plain = SqliteFile.empty(folder.resolve("plain.db")).with(tables);
        var guarded = SqliteFile.empty(folder.resolve("guarded.db")).with(tables);
        var plainIni = hub.ini(folder.resolve("plain"), plain.url());
        var guardedIni = hub.ini(folder.resolve("guarded"), guarded.url());
        // Its releases set this revision over the tables that they made; from here on the scripts take over.
        plainAlembic(hub.python(), plainIni, "stamp", BASE_OF_JUPYTERHUB);
        plainAlembic(hub.python(), guardedIni, "stamp", BASE_OF_JUPYTERHUB);
        plainAlembic(hub.python(), plainIni, "upgrade", "head");
        watch("hub", guardedIni, guarded, hub.python());

        runsEachRevisionAsAStep("hub", 11);

        assertThat(guarded.fingerprint()).isEqualTo(plain.fingerprint());
    }

    private void watch(String name, Path ini, SqliteFile database, Path python) {
        terminal.type(
                        "target",
                        "add",
                        name,
                        "--tool",
                        "alembic",
                        "--config",
                        ini.toString(),
                        "--database",
                        database.url(),
                        "--python",
                        python.toString())
                .exits(0);
    }

    private void runsEachRevisionAsAStep(String name, int revisions) {
        var upgrade = terminal.run("upgrade", name, "--no-rehearsal", "--json").exits(0);
        assertThat(upgrade.json().path("steps").valueStream())
                .hasSize(revisions)
                .allSatisfy(step -> {
                    assertThat(step.path("outcome").asString()).isEqualTo("SUCCEEDED");
                    assertThat(step.path("statements").asInt()).isPositive();
                });
        var steps = terminal.type("history", name, "--type", "StepSucceeded", "--json")
                .exits(0)
                .json();
        assertThat(steps.valueStream())
                .hasSize(revisions)
                .allSatisfy(step -> assertThat(
                                step.path("data").path("ledger").path("head").asString())
                        .contains("\"sql\""));
        terminal.type("verify").exits(0);
    }

    private void plainAlembic(Path python, Path ini, String... command) throws Exception {
        var said = folder.resolve("plain.txt");
        var line = new ArrayList<>(List.of(python.toString(), "-m", "alembic", "-c", ini.toString()));
        line.addAll(List.of(command));
        var alembic = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(alembic.waitFor()).as(Files.readString(said)).isZero();
    }
}
