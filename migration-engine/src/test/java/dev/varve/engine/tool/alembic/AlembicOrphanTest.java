package dev.varve.engine.tool.alembic;

import static dev.varve.engine.tool.alembic.AlembicFixture.database;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.python.PythonEnvironment;
import dev.varve.engine.tool.python.PythonPairs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlembicOrphanTest {

    @TempDir
    Path folder;

    static List<PythonEnvironment> pairs() {
        return PythonPairs.all();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void orphanedToolStopsBeforeItsNextStatementAndCommitsNothing(PythonEnvironment python) throws Exception {
        var database = database(folder);
        var projects = AlembicProjects.in(folder.resolve("p"))
                .revision("a1", null, "first", "op.execute('CREATE TABLE one (id INTEGER)')")
                .script(
                        "b2",
                        "'a1'",
                        "long",
                        List.of(
                                "import time",
                                "bind = op.get_bind()",
                                "for n in range(3000):",
                                "    try:",
                                "        op.execute('INSERT INTO one VALUES (%d)' % n)",
                                "    except Exception:",
                                "        pass",
                                "    time.sleep(0.005)"),
                        List.of());
        var supervisor = fork(projects, database, python);
        try (var lines = supervisor.inputReader()) {
            var pid = Long.parseLong(waitFor(lines, "tool ").substring(5));
            waitFor(lines, "statement");
            supervisor.destroyForcibly().waitFor();
            var ledgerAtDeath =
                    Files.readAllLines(folder.resolve("ledger.jsonl")).size();
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
            assertThat(Files.readAllLines(folder.resolve("ledger.jsonl"))).hasSizeLessThan(ledgerAtDeath + 8);
        }
        assertThat(database.rows("SELECT count(*) FROM one")).containsExactly("0");
        assertThat(database.rows("SELECT version_num FROM alembic_version")).containsExactly("a1");
    }

    private Process fork(AlembicProjects projects, AnySqliteFile database, PythonEnvironment python)
            throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        MigratingMain.class.getName(),
                        projects.ini().toString(),
                        database.path(),
                        python.python().toString(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String waitFor(BufferedReader lines, String beginning) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new AssertionError("the process ended before it said: " + beginning);
    }
}
