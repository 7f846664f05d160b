package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 keeps commits for half a second in memory: what was told to have succeeded must be there even so. */
class H2InterruptedTest {

    @TempDir
    Path folder;

    private H2File shop;

    @BeforeEach
    void watch() {
        shop = H2File.watched(folder)
                .script("V1__chat.sql", "CREATE TABLE chat (id INT PRIMARY KEY)")
                .script("V2__note.sql", "CREATE TABLE note (id INT PRIMARY KEY)", "INSERT INTO note VALUES (7)")
                .script(
                        "V3__long.sql",
                        "CREATE TABLE one (id INT)",
                        // long only where there are chats: not in a scratch database
                        "CREATE TABLE counted AS SELECT SUM(X) AS N"
                                + " FROM SYSTEM_RANGE(1, (SELECT COUNT(*) FROM chat) * 30000000)",
                        "CREATE TABLE two (id INT)");
        shop.type("upgrade", "shop", "--to", "1").exits(0);
        shop.with("INSERT INTO chat VALUES (1), (2)");
    }

    private Session startAndWaitForTheLongStatement() {
        var session = shop.terminal().start("upgrade", "shop", "--no-rehearsal", "--json");
        JudgedRun.awaitStatement(shop.terminal(), "SYSTEM_RANGE");
        return session;
    }

    @Test
    void keepsEveryStepThatWasToldAfterAKillAndTellsTheStateThatIsThere() {
        var session = startAndWaitForTheLongStatement();
        session.signal("KILL");
        session.end();

        var diagnosis = shop.type("diagnose", "shop", "--json");

        isWhatIsThere(diagnosis);
        assertThat(JudgedRun.verdicts(
                        JudgedRun.recorded(shop.terminal(), "shop").path("statements")))
                .contains("UNKNOWN: CREATE TABLE one (id INT)")
                .noneMatch(verdict -> verdict.startsWith("KEPT"));
        assertThat(diagnosis
                        .finding("INTERRUPTED_RUN")
                        .path("evidence")
                        .path("lastIntent")
                        .asString())
                .isEqualTo("step 2 of 2, 3");
        assertThat(shop.type("history", "shop", "--type", "StepSucceeded", "--json")
                        .json())
                .hasSize(2);
        assertThat(shop.rows("SELECT id FROM note")).containsExactly("7");
        var backups = shop.type("backups", "shop", "--json").exits(0).json();
        shop.type("restore", "shop", backups.path(backups.size() - 1).path("id").asString())
                .exits(0);
        shop.type("diagnose", "shop").exits(3);
        assertThat(shop.rows("SELECT COUNT(*) FROM chat")).containsExactly("2");
        shop.type("verify").exits(0);
    }

    /** What the broken script committed last may be lost with the process; H2 then has the state before it. */
    private void isWhatIsThere(Ended diagnosis) {
        var partial = shop.database().schema().tables().contains("ONE");
        assertThat(diagnosis.json().path("state").asString()).isEqualTo(partial ? "PARTIAL" : "PENDING");
        diagnosis.exits(partial ? 6 : 3);
    }

    @Test
    void stopsAfterTheRunningStatementWhenItIsAskedTo() {
        var session = startAndWaitForTheLongStatement();
        session.signal("INT");

        var ended = session.end().exits(130);

        assertThat(ended.json().path("outcome").asString()).isEqualTo("INTERRUPTED");
        assertThat(ended.err()).contains("stopping after the running statement").doesNotContain("\tat ");
        assertThat(shop.database().schema().tables()).contains("ONE", "COUNTED").doesNotContain("TWO");
        assertThat(shop.type("diagnose", "shop", "--json")
                        .exits(6)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("PARTIAL");
    }
}
