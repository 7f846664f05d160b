package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that lost a page, under the eyes of somebody who has no backup of it. */
class RecoverBySalvageTest {

    private static final int PAGE = 4096;
    private static final int A_TABLES_LEAF = 13;
    private static final int ROWS = 3000;

    @TempDir
    Path folder;

    private Watched watched;
    private SqliteFile database;

    @BeforeEach
    void watch() {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)')")
                .revision("b2", "a1", "posts", "op.execute('CREATE TABLE posts (id INTEGER PRIMARY KEY)')");
        var elsewhere = Watched.in(folder, project);
        elsewhere.type("upgrade", "app", "--to", "a1").exits(0);
        elsewhere
                .database()
                .with("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS + ")"
                        + " INSERT INTO users (name) SELECT 'user ' || i || hex(zeroblob(40)) FROM n");
        database = elsewhere.database();
        var stranger = new Terminal(folder.resolve("stranger"), folder.resolve("locks"));
        watched = new Watched(stranger, database, project);
        watched.register(stranger, database);
    }

    /** Zeroes over a leaf in the middle of the table, as a disk does. */
    private void loseAPage() throws IOException {
        var bytes = Files.readAllBytes(database.path());
        var page = bytes.length / PAGE / 2;
        while (bytes[(page - 1) * PAGE] != A_TABLES_LEAF) {
            page--;
        }
        Arrays.fill(bytes, (page - 1) * PAGE, page * PAGE, (byte) 0);
        Files.write(database.path(), bytes);
    }

    @Test
    void writesWhatCanBeReadToANewFileAndLeavesTheDamagedOneAsItIs() throws Exception {
        loseAPage();
        var damaged = database.sha256();
        var shown = watched.type("recover", "app", "--json").exits(6).json();
        assertThat(shown.path("situation").asString()).isEqualTo("CORRUPT");
        assertThat(shown.path("options").path(0).path("id").asString()).isEqualTo("salvage");
        assertThat(shown.path("options").path(0).path("onlyByName").asBoolean()).isTrue();

        var ended = watched.type("recover", "app", "--option", "salvage", "--json")
                .exits(6)
                .json();

        var runId = ended.path("runId").asString();
        var salvaged = new SqliteFile(database.path().resolveSibling("app.db.salvaged-" + runId));
        var read = Integer.parseInt(salvaged.rows("SELECT count(*) FROM users").getFirst());
        assertThat(read).isBetween(ROWS / 2, ROWS - 1);
        assertThat(salvaged.rows("SELECT count(*) FROM users WHERE name = 'user ' || id || hex(zeroblob(40))"))
                .containsExactly(Integer.toString(read));
        assertThat(salvaged.rows("PRAGMA integrity_check")).containsExactly("ok");
        assertThat(ended.path("outcome").asString()).isEqualTo("FAILED_NEEDS_RECOVERY");
        assertThat(ended.path("why").asString())
                .contains("into " + salvaged.path() + "; not: table users, ")
                .endsWith("; the database is as it was");
        assertThat(ended.path("remedy").asString()).startsWith("look at " + salvaged.path());
        assertThat(database.sha256()).isEqualTo(damaged);
        assertThat(Recorded.of(watched, runId))
                .containsSubsequence(
                        "RecoveryOpened", "RecoveryOptionChosen", "SalvageStarted", "SalvageCompleted", "RunFailed")
                .doesNotContain("RecoveryCompleted", "RunSucceeded");
        tellsWhatWasRead(runId, salvaged, read);
        watched.type("diagnose", "app").exits(6);
        watched.type("status", "app").exits(6);
        watched.type("verify").exits(0);
    }

    private void tellsWhatWasRead(String runId, SqliteFile salvaged, int read) {
        var data = watched.type("history", "app", "--type", "SalvageCompleted", "--run", runId, "--json")
                .json()
                .path(0)
                .path("data");
        assertThat(data.path("file").asString()).isEqualTo(salvaged.path().toString());
        assertThat(data.path("sha256").asString()).isEqualTo(salvaged.sha256());
        assertThat(data.path("rows").path("users").asInt()).isEqualTo(read);
        var lost = Pattern.compile(
                        "table users, an unknown number of rows \\(rows (\\d+) to (\\d+): page \\d+ is no page"
                                + " of a table or index\\)")
                .matcher(data.path("lost").path(0).asString());
        assertThat(lost.matches()).as("%s", data).isTrue();
        assertThat(Integer.parseInt(lost.group(2)) - Integer.parseInt(lost.group(1)) + 1)
                .isEqualTo(ROWS - read);
        assertThat(salvaged.rows(
                        "SELECT count(*) FROM users WHERE id BETWEEN " + lost.group(1) + " AND " + lost.group(2)))
                .containsExactly("0");
    }

    @Test
    void isWellOnceTheOperatorHasPutTheNewFileInPlace() throws Exception {
        loseAPage();
        var ended = watched.type("recover", "app", "--option", "salvage").exits(6);
        assertThat(ended.out()).contains("FAILED_NEEDS_RECOVERY: recovery of app", "why: salvaged ", "next: look at ");
        var salvaged = ended.out().replaceAll("(?s).*next: look at (\\S+);.*", "$1");

        Files.copy(Path.of(salvaged), database.path(), StandardCopyOption.REPLACE_EXISTING);

        watched.type("diagnose", "app", "--deep").exits(3);
        var recovered = watched.type("recover", "app", "--yes");
        assertThat(recovered.code()).as(recovered.out()).isIn(0, 3);
        watched.type("status", "app").exits(3);
        watched.type("upgrade", "app").exits(0);
        assertThat(database.objects()).containsExactly("posts", "users");
        watched.type("verify").exits(0);
    }

    @Test
    void isNeverTakenUnasked() throws Exception {
        loseAPage();
        var damaged = database.sha256();

        var refused = watched.type("recover", "app", "--yes", "--json").exits(4).json();

        assertThat(refused.path("why").asString())
                .isEqualTo("expected a way that loses nothing unasked, found none: the file is damaged");
        assertThat(refused.path("remedy").asString()).startsWith("no proven backup is known here");
        assertThat(database.sha256()).isEqualTo(damaged);
        assertThat(Recorded.count(watched.terminal(), "app", "SalvageStarted")).isZero();
        watched.type("verify").exits(0);
    }
}
