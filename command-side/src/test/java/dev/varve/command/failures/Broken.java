package dev.varve.command.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.endtoend.Ended;
import dev.varve.command.endtoend.SqliteFile;
import dev.varve.command.endtoend.Watched;
import dev.varve.engine.tool.alembic.AlembicProjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A database and a project that are used as people use them, with the plain tool, before anybody looks at them. */
record Broken(Watched watched, AlembicProjects project) {

    /** Kills the tool as the kernel does when memory is short; not where a scratch database is built. */
    static final String KILL = "import os; 'scratch' in str(op.get_bind().engine.url) or os.kill(os.getpid(), 9)";

    static final int KILLED = 137;

    static Broken in(Path folder, AlembicProjects project) {
        var watched = Watched.in(folder, project);
        project.file(
                "plain.ini",
                "[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = "
                        + watched.database().url() + "\n");
        return new Broken(watched, project);
    }

    SqliteFile database() {
        return watched.database();
    }

    /** Alembic, typed by hand and without Varve; returns what it said. */
    String alembic(int expected, String... words) {
        var line = new ArrayList<>(List.of(Watched.python(), "-m", "alembic", "-c", "plain.ini"));
        line.addAll(List.of(words));
        return process(expected, line);
    }

    /** Statements on a connection {@code c} in a process that dies before it closes anything. */
    void dying(String... lines) {
        process(
                9,
                List.of(
                        Watched.python(),
                        "-c",
                        "import os, sqlite3\nc = sqlite3.connect('" + database().path() + "')\n"
                                + String.join("\n", lines) + "\nos._exit(9)\n"));
    }

    private String process(int expected, List<String> line) {
        try {
            var process = new ProcessBuilder(line)
                    .directory(project.ini().getParent().toFile())
                    .redirectErrorStream(true)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s%n%s", line, said).isEqualTo(expected);
            return said;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Looks deeply; nothing of the database's files may change, and nothing tells to stamp. */
    Ended diagnose(int code, String state) {
        return diagnosed(code, state, "diagnose", "app", "--deep", "--json");
    }

    Ended diagnosed(int code, String state, String... words) {
        var before = files();
        var diagnosis = watched.type(words).exits(code);
        assertThat(files()).as("the database's files after looking").isEqualTo(before);
        assertThat(diagnosis.json().path("state").asString())
                .as(diagnosis.out())
                .isEqualTo(state);
        diagnosis
                .json()
                .path("findings")
                .forEach(finding ->
                        assertThat(finding.path("remedy").asString("")).doesNotContain("varve stamp"));
        return diagnosis;
    }

    /** An upgrade is refused, and nothing is touched. */
    String refused(String... more) {
        var words = new ArrayList<>(List.of("upgrade", "app"));
        words.addAll(List.of(more));
        var before = files();
        var refused = watched.type(words.toArray(String[]::new)).exits(4);
        assertThat(files()).as("the database's files after a refusal").isEqualTo(before);
        return refused.out() + refused.err();
    }

    /** Every byte of the database and of what lies beside it, but for the index of a log, which every reader may make. */
    Map<String, String> files() {
        var hashes = new TreeMap<String, String>();
        try (var files = Files.list(database().path().getParent())) {
            files.filter(file -> Files.isRegularFile(file) && !file.toString().endsWith("-shm"))
                    .forEach(file -> hashes.put(file.getFileName().toString(), new SqliteFile(file).sha256()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return hashes;
    }

    static String remedy(Ended diagnosis, String code) {
        return diagnosis.finding(code).path("remedy").asString();
    }

    static String message(Ended diagnosis, String code) {
        return diagnosis.finding(code).path("message").asString();
    }
}
