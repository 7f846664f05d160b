package dev.varve.command.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.ExitCode;
import dev.varve.command.endtoend.Ended;
import dev.varve.command.endtoend.Script;
import dev.varve.command.endtoend.SqliteFile;
import dev.varve.command.endtoend.Terminal;
import dev.varve.command.endtoend.Watched;
import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Job and the init container, as their files say, with folders of this machine in the place of volumes. */
class KubernetesTest {

    private static final DeployFile JOB = DeployFile.of("kubernetes/upgrade-job.yaml");
    private static final DeployFile DEPLOYMENT = DeployFile.of("kubernetes/gated-deployment.yaml");

    @TempDir
    Path folder;

    private AlembicProjects project;
    private Terminal pod;

    @BeforeEach
    void bringAReleaseAndItsDatabase() {
        project = AlembicProjects.in(folder.resolve("scripts"))
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY)')");
        SqliteFile.empty(folder.resolve("data/app.db"));
        pod = new Terminal(folder.resolve("pod")).with("VARVE_PYTHON", Watched.python());
    }

    private Ended job() {
        var upgrade = DeployFile.at(JOB.yaml(), "spec", "template", "spec", "containers", 0);
        assertThat(DeployFile.texts(DeployFile.at(upgrade, "command"))).containsExactly("sh", "-ec");
        return new Script(here(String.valueOf(DeployFile.at(upgrade, "args", 0)))
                        .replace("--config", "--python \"$VARVE_PYTHON\" --config")
                        .replace("--app-url http://chat:8080/ ", ""))
                .run(pod);
    }

    private String here(String text) {
        return text.replace("/scripts", folder.resolve("scripts").toString())
                .replace("sqlite:////data", "sqlite:///" + folder.resolve("data"));
    }

    private Ended gate(String... instead) {
        var gate = DeployFile.at(DEPLOYMENT.yaml(), "spec", "template", "spec", "initContainers", 1, "args");
        var words = Stream.concat(DeployFile.texts(gate).stream(), Stream.of(instead));
        return pod.type(words.toArray(String[]::new));
    }

    @Test
    void theJobRegistersAndUpgradesAndItsRepetitionDoesNoHarm() {
        var first = job().exits(0);
        assertThat(first.out()).contains("under watch: chat (alembic, sqlite:", "SUCCEEDED: upgrade of chat");

        var second = job().exits(0);
        assertThat(second.out()).contains("already under watch: chat", "; there was nothing to do");
        assertThat(pod.type("history", "chat", "--type", "TargetRegistered", "--json")
                        .json())
                .hasSize(1);
    }

    @Test
    void theGateOpensAfterTheJobAndNotBeforeTheNextReleasesJob() {
        job().exits(0);
        gate().exits(0);

        project.revision("b2", "a1", "notes", "op.execute('CREATE TABLE notes (id INTEGER)')");
        pod.type("gate", "chat", "--revision", "head").exits(3);
        job().exits(0);
        gate().exits(0);
    }

    @Test
    void whatARetryCannotMendFailsTheJobAtOnce() {
        var rule = DeployFile.at(JOB.yaml(), "spec", "podFailurePolicy", "rules", 0);

        assertThat(DeployFile.at(rule, "action")).isEqualTo("FailJob");
        assertThat(DeployFile.at(rule, "onExitCodes", "operator")).isEqualTo("In");
        assertThat(DeployFile.at(rule, "onExitCodes", "containerName"))
                .isEqualTo(DeployFile.at(JOB.yaml(), "spec", "template", "spec", "containers", 0, "name"));
        assertThat(DeployFile.at(rule, "onExitCodes", "values"))
                .isEqualTo(Stream.of(
                                ExitCode.REFUSED,
                                ExitCode.FAILED_UNCHANGED,
                                ExitCode.NEEDS_RECOVERY,
                                ExitCode.PROOF_FAILED)
                        .map(ExitCode::code)
                        .toList());
        assertThat(DeployFile.at(JOB.yaml(), "spec", "template", "spec", "restartPolicy"))
                .as("a pod failure policy wants it")
                .isEqualTo("Never");
    }

    @Test
    void aJobAfterABrokenOneIsRefusedAndTheGateStaysClosed() {
        job().exits(0);
        project.revision(
                "b2",
                "a1",
                "breaks",
                "op.execute('CREATE TABLE one (id INTEGER)')",
                "op.execute('INSERT INTO nowhere (id) VALUES (1)')");
        pod.type("upgrade", "chat", "--strategy", "in-place", "--no-rehearsal").exits(6);

        assertThat(job().exits(4).out()).contains("REFUSED: upgrade of chat");
        gate().exits(6);
    }

    @Test
    void everyVolumeThatIsMountedIsThere() {
        for (var file : List.of(JOB, DEPLOYMENT)) {
            var pods = DeployFile.at(file.yaml(), "spec", "template", "spec");
            var volumes = named(DeployFile.at(pods, "volumes"));
            for (var kind : List.of("initContainers", "containers")) {
                for (var container : (List<?>) DeployFile.at(pods, kind)) {
                    assertThat(volumes).containsAll(named(DeployFile.at(container, "volumeMounts")));
                }
            }
        }
    }

    private static List<Object> named(Object list) {
        return ((List<?>) list)
                .stream().map(item -> DeployFile.at(item, "name")).toList();
    }
}
