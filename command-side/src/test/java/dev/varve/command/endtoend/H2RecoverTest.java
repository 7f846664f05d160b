package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 keeps what a script did before it failed, and Flyway records the failure: recovery puts the backup back. */
class H2RecoverTest {

    @TempDir
    Path folder;

    private H2File shop;

    @BeforeEach
    void brokenInItsThirdStatement() {
        shop = H2File.watched(folder)
                .script("V1__chat.sql", "CREATE TABLE chat (id INT PRIMARY KEY, body VARCHAR(20))")
                .script(
                        "V2__note.sql",
                        "CREATE TABLE note (id INT PRIMARY KEY)",
                        "ALTER TABLE chat ADD COLUMN kind INT",
                        "INSERT INTO chat (id, body) SELECT 7, 'of the step' FROM chat",
                        "CREATE TABLE never (id INT)");
        shop.type("upgrade", "shop", "--to", "1").exits(0);
        shop.with("INSERT INTO chat VALUES (1, 'ada'), (2, 'grace')");
        shop.type("upgrade", "shop", "--no-rehearsal").exits(6);
    }

    @Test
    void restoresTheBackupOfTheBrokenRunAndProvesIt() {
        assertThat(shop.database().schema().tables()).contains("NOTE").doesNotContain("NEVER");
        var shown = shop.type("recover", "shop", "--json").exits(6).json();
        assertThat(shown.path("options")).hasSize(1);
        assertThat(shown.path("options").path(0).path("id").asString()).isEqualTo("restore");
        assertThat(shown.path("options").path(0).path("does").asString())
                .contains(", taken right before the run's first step, in the database's place");

        var recovered = shop.type("recover", "shop", "--yes", "--json").exits(0).json();

        assertThat(recovered.path("outcome").asString()).isEqualTo("RECOVERED");
        assertThat(recovered.path("situation").asString()).isEqualTo("PARTIAL");
        assertThat(recovered.path("option").asString()).isEqualTo("restore");
        assertThat(recovered.path("state").asString()).isEqualTo("PENDING");
        assertThat(Ended.texts(recovered.path("to"))).containsExactly("1");
        assertThat(Path.of(recovered.path("aside").path(0).asString())).isRegularFile();
        assertThat(shop.database().schema().tables()).contains("CHAT").doesNotContain("NOTE", "NEVER");
        assertThat(shop.rows("SELECT id || body FROM chat ORDER BY id")).containsExactly("1ada", "2grace");
        assertThat(shop.rows("SELECT COUNT(*) FROM \"flyway_schema_history\" WHERE NOT \"success\""))
                .containsExactly("0");
        isWellAndGoesOnOnceTheScriptIsMended();
    }

    private void isWellAndGoesOnOnceTheScriptIsMended() {
        shop.type("diagnose", "shop").exits(3);
        shop.type("status", "shop").exits(3);
        assertThat(shop.type("recover", "shop").exits(3).out()).contains("nothing to recover");
        shop.script("V2__note.sql", "CREATE TABLE note (id INT PRIMARY KEY)");
        shop.type("upgrade", "shop").exits(0);
        assertThat(shop.rows("SELECT COUNT(*) FROM note")).containsExactly("0");
        assertThat(shop.rows("SELECT id || body FROM chat ORDER BY id")).containsExactly("1ada", "2grace");
        shop.type("verify").exits(0);
    }

    @Test
    void refusesTheWaysThatAreSqlites() {
        var before = shop.bytes();
        for (var way : new String[] {"mend", "salvage", "stamp"}) {
            assertThat(shop.type("recover", "shop", "--option", way).exits(4).out())
                    .contains("why: expected " + way
                            + " to be on offer, found only restore: a step is in the database in part");
        }
        assertThat(shop.bytes()).isEqualTo(before);
        shop.type("verify").exits(0);
    }
}
