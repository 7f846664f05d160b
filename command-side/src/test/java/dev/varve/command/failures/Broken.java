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
import tools.jackson.databind.JsonNode;

/** A database and a project that are used as people use them, with the plain tool, before anybody looks at them. */
record Broken(Watched watched, AlembicProjects project) {

    /** Kills the tool as the kernel does when memory is short; not where a scratch database is built. */
    static final String KILL = "import os; 'scratch' in str(op.get_bind().engine.url) or os.kill(os.getpid(), 9)";

    static final int KILLED = 137;

    /** What there is to decide where Varve has no backup. */
    static final String NO_BACKUP = "no proven backup is known here: look for one of your own,"
            + " and keep a copy of the database as it is, a file with its companions, before anything else";

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

    /**
     * Takes the way back that is named, or the safest by {@code --yes}, and makes sure that it led somewhere: the database is what
     * its recorded revision makes it, nothing is left to recover, and the record is whole.
     *
     * @param code of {@code diagnose} afterwards
     */
    JsonNode recovered(int code, String way, String... words) {
        var line = new ArrayList<>(List.of("recover", "app", "--json"));
        line.addAll(List.of(words));
        var ended = watched.type(line.toArray(String[]::new)).exits(0);
        assertThat(ended.json().path("outcome").asString()).isEqualTo("RECOVERED");
        assertThat(ended.json().path("option").asString()).isEqualTo(way);
        assertThat(database().rows("PRAGMA integrity_check")).containsExactly("ok");
        watched.type("diagnose", "app", "--deep").exits(code);
        nothingToRecover(code);
        watched.type("verify").exits(0);
        return ended.json();
    }

    /** Recovery finds nothing to do, also where it may act, and does nothing. */
    void nothingToRecover(int code) {
        var before = files();
        assertThat(watched.type("recover", "app", "--yes").exits(code).out()).contains("app: nothing to recover");
        assertThat(files()).as("the database's files afterwards").isEqualTo(before);
    }

    /** No way is taken unasked, and nothing is touched; returns what there is to decide. */
    String leftToDecide(String situation) {
        var before = files();
        var refused = watched.type("recover", "app", "--yes", "--json").exits(4).json();
        assertThat(files()).as("the database's files after a refusal").isEqualTo(before);
        assertThat(refused.path("situation").asString()).isEqualTo(situation);
        assertThat(refused.path("outcome").asString()).isEqualTo("REFUSED");
        return refused.path("remedy").asString();
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
