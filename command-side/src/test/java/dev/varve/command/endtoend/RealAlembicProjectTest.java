package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.JupyterHubProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealAlembicProjectTest {

    private static final String BASE = "19c0846f6344";

    @TempDir
    Path folder;

    @Test
    void upgradesJupyterHubToTheSchemaThatPlainAlembicGivesWithEachRevisionAStep() throws Exception {
        var hub = JupyterHubProject.ofDebian();
        var tables = JupyterHubProject.firstTables().toArray(String[]::new);
        var plain = SqliteFile.empty(folder.resolve("plain.db")).with(tables);
        var guarded = SqliteFile.empty(folder.resolve("guarded.db")).with(tables);
        // Its releases set this revision over the tables that they made; from here on the scripts take over.
        plainAlembic(hub, plain, "stamp", BASE);
        plainAlembic(hub, guarded, "stamp", BASE);
        plainAlembic(hub, plain, "upgrade", "head");
        var terminal = new Terminal(folder.resolve("operator"));
        terminal.run(
                        "target",
                        "add",
                        "hub",
                        "--tool",
                        "alembic",
                        "--config",
                        hub.ini(folder.resolve("guarded"), guarded.url()).toString(),
                        "--database",
                        guarded.url(),
                        "--python",
                        hub.python().toString())
                .exits(0);

        var upgrade = terminal.run("upgrade", "hub", "--json");

        upgrade.exits(0);
        assertThat(upgrade.json().path("steps").valueStream()).hasSize(11).allSatisfy(step -> {
            assertThat(step.path("outcome").asString()).isEqualTo("SUCCEEDED");
            assertThat(step.path("statements").asInt()).isPositive();
        });
        assertThat(guarded.fingerprint()).isEqualTo(plain.fingerprint());
        var steps = terminal.run("history", "hub", "--type", "StepSucceeded", "--json")
                .exits(0)
                .json();
        assertThat(steps.valueStream())
                .hasSize(11)
                .allSatisfy(step -> assertThat(
                                step.path("data").path("ledger").path("head").asString())
                        .contains("\"sql\""));
        terminal.run("verify").exits(0);
    }

    private void plainAlembic(JupyterHubProject hub, SqliteFile database, String... command) throws Exception {
        var said = folder.resolve("plain.txt");
        var line = new ArrayList<>(List.of(
                hub.python().toString(),
                "-m",
                "alembic",
                "-c",
                hub.ini(folder.resolve("plain"), database.url()).toString()));
        line.addAll(List.of(command));
        var alembic = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(alembic.waitFor()).as(Files.readString(said)).isZero();
    }
}
