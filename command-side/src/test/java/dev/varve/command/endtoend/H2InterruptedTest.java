package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
                .script("V1__chat.sql", "CREATE TABLE chat (id INT PRIMARY KEY)", "INSERT INTO chat VALUES (1), (2)")
                .script(
                        "V2__long.sql",
                        "CREATE TABLE one (id INT)",
                        "CREATE TABLE counted AS SELECT SUM(X) AS N FROM SYSTEM_RANGE(1, 2000000000)",
                        "CREATE TABLE two (id INT)");
    }

    private Session startAndWaitForTheLongStatement() {
        var session = shop.terminal().start("upgrade", "shop", "--json");
        await().atMost(Duration.ofMinutes(2)).until(() -> ledgersSay("SYSTEM_RANGE"));
        return session;
    }

    private boolean ledgersSay(String word) {
        var runs = shop.terminal().home().resolve("runs");
        if (!Files.isDirectory(runs)) {
            return false;
        }
        try (var files = Files.walk(runs)) {
            for (var file : files.filter(path -> path.endsWith("ledger.jsonl")).toList()) {
                if (Files.readString(file).contains(word)) {
                    return true;
                }
            }
            return false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void keepsEveryStepThatWasToldAfterAKillAndNamesTheOneThatBroke() {
        var session = startAndWaitForTheLongStatement();
        session.signal("KILL");
        session.end();

        var diagnosis = shop.type("diagnose", "shop", "--json").exits(6);

        assertThat(diagnosis.json().path("state").asString()).isEqualTo("PARTIAL");
        assertThat(diagnosis
                        .finding("INTERRUPTED_RUN")
                        .path("evidence")
                        .path("lastIntent")
                        .asString())
                .isEqualTo("step 2 of 2, 2");
        assertThat(shop.type("history", "shop", "--type", "StepSucceeded", "--json")
                        .json())
                .hasSize(1);
        assertThat(shop.rows("SELECT COUNT(*) FROM chat")).containsExactly("2");
        var backups = shop.type("backups", "shop", "--json").exits(0).json();
        shop.type("restore", "shop", backups.path(0).path("id").asString()).exits(0);
        shop.type("diagnose", "shop").exits(3);
        shop.type("verify").exits(0);
    }
}
