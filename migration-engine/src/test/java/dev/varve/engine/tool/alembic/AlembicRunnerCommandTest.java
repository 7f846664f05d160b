package dev.varve.engine.tool.alembic;

import static dev.varve.engine.tool.alembic.AlembicFixture.tool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.ToolException;
import dev.varve.engine.tool.python.PythonPairs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stand-in for a container: a mount namespace of its own in which the project lies at another path. */
class AlembicRunnerCommandTest {

    @TempDir
    Path folder;

    private Path host;
    private Path inside;
    private Path recorder;
    private AlembicProjects projects;

    @BeforeEach
    void laysTheProjectOut() throws Exception {
        host = Files.createDirectories(folder.resolve("host folder"));
        inside = Files.createDirectories(folder.resolve("inside"));
        projects = AlembicProjects.linear(host.resolve("p"));
    }

    /** Mounts the host's folder at another path and hides it at its own, as a container's volume would be. */
    private String runner() throws Exception {
        var hidden = Files.createDirectories(folder.resolve("hidden"));
        recorder = Files.createDirectories(folder.resolve("recorder"));
        var script = folder.resolve("run in container");
        Files.writeString(script, """
                #!/bin/sh
                set -e
                mount --bind "%s" "%s"
                mount --bind "%s" "%s"
                mount --bind "%s" "%s"
                cd /
                exec "$@"
                """.formatted(host, inside, hidden, host, hidden, recorder));
        var user = "root".equals(System.getProperty("user.name")) ? "" : " --map-root-user";
        return "unshare --mount" + user + " sh '" + script + "' '"
                + PythonPairs.one().python() + "'";
    }

    private AlembicProject project(String runner, List<String> mappings) {
        return new AlembicProject(
                projects.ini(), host.resolve("p"), null, runner, mappings, Map.of("DB", "{path}"), "sqlite");
    }

    @Test
    void migratesThroughACommandThatSeesTheFilesElsewhereAndWritesTheLedgerItself() throws Exception {
        var database = new AnySqliteFile(host.resolve("app.db")).with("CREATE TABLE t (a)");
        var tool = tool(project(runner(), List.of(host + ":" + inside)), database);
        var watched = new Watched();
        var look = tool.look();
        assertThat(look.findings()).isEmpty();
        assertThat(look.graph().heads()).containsExactly("e5");
        var result = tool.migrate(Watched.order(folder, Destination.up("head")), watched);
        assertThat(result.failure()).isNull();
        assertThat(database.rows("SELECT version_num FROM alembic_version")).containsExactly("e5");
        assertThat(watched.all(Observation.ToolConnected.class))
                .singleElement()
                .satisfies(connected -> assertThat(connected.database())
                        .isEqualTo(inside.resolve("app.db").toString()));
        assertThat(Files.readString(folder.resolve("ledger.jsonl"))).contains("CREATE INDEX ix_posts_id");
    }

    @Test
    void writesTheLedgerHereWhenTheCommandCannotSeeIt() throws Exception {
        var database = new AnySqliteFile(host.resolve("app.db")).with("CREATE TABLE t (a)");
        var tool = tool(project(runner(), List.of(host + ":" + inside)), database);
        var watched = new Watched();
        var result = tool.migrate(Watched.order(recorder, Destination.up("head")), watched);
        assertThat(result.failure()).isNull();
        assertThat(Files.readAllLines(recorder.resolve("ledger.jsonl")))
                .anyMatch(line -> line.contains("\"event\":\"committing\""))
                .anyMatch(line -> line.contains("\"event\":\"committed\""))
                .filteredOn(line -> !line.contains("\"ordinal\":null"))
                .hasSize(2 * watched.all(Observation.StatementStarting.class).size())
                .anyMatch(line -> line.contains("CREATE INDEX ix_posts_id") && line.contains("\"event\":\"start\""));
    }

    @Test
    void refusesAnotherFileAtTheMappedPath() throws Exception {
        var database = new AnySqliteFile(folder.resolve("app.db")).with("CREATE TABLE t (a)");
        var other = new AnySqliteFile(host.resolve("app.db")).with("CREATE TABLE other (a)");
        var tool = tool(project(runner(), List.of(host + ":" + inside, folder + ":" + inside)), database);
        assertThatThrownBy(() -> tool.migrate(Watched.order(folder, Destination.up("head")), new Watched()))
                .isInstanceOfSatisfying(
                        ToolException.class,
                        refused -> assertThat(refused.finding().code()).isEqualTo(FindingCode.WRONG_DATABASE));
        assertThat(other.tables()).containsExactly("other");
    }

    @Test
    void tellsWhatTheCommandPrintedWhenItIsNoPython() {
        var database = new AnySqliteFile(host.resolve("app.db")).with("CREATE TABLE t (a)");
        var look = tool(project("sh -c 'echo no such image >&2; exit 125' --", List.of()), database)
                .look();
        assertThat(look.graph().heads()).containsExactly("e5");
        assertThat(look.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).contains("ended with exit code 125 and said nothing");
            assertThat(finding.evidence()).containsEntry("printed", List.of("no such image"));
        });
        assertThat(look.findings()).extracting(Finding::code).containsExactly(FindingCode.TOOL_UNAVAILABLE);
    }

    @Test
    void takesWhateverTheCommandPrintsForPrintedUntilOurScriptSpeaks() throws Exception {
        var database = new AnySqliteFile(host.resolve("app.db")).with("CREATE TABLE t (a)");
        var noisy = Files.writeString(folder.resolve("noisy"), """
                #!/bin/sh
                echo '{"say":"done"}'
                echo '{"say":"hello","ask":true,"pid":1}'
                echo '[1, 2]'
                echo 'null'
                printf 'and no end of line '
                exec "$@"
                """);
        var project =
                project("sh " + quoted(noisy) + " " + quoted(PythonPairs.one().python()), List.of());
        var watched = new Watched();

        var look = tool(project, database).look();
        var result = tool(project, database).migrate(Watched.order(folder, Destination.up("head")), watched);

        assertThat(look.findings()).isEmpty();
        assertThat(result.failure()).isNull();
        assertThat(database.rows("SELECT version_num FROM alembic_version")).containsExactly("e5");
        assertThat(Files.readAllLines(folder.resolve("output.txt")))
                .startsWith(
                        "{\"say\":\"done\"}",
                        "{\"say\":\"hello\",\"ask\":true,\"pid\":1}",
                        "[1, 2]",
                        "null",
                        "and no end of line ");
    }

    private static String quoted(Path path) {
        return "'" + path + "'";
    }
}
