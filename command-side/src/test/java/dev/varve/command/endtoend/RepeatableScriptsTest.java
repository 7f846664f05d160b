package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatableScriptsTest {

    @TempDir
    Path folder;

    private H2File shop;

    @BeforeEach
    void threeVersionsAndARepeatable() {
        shop = H2File.watched(folder)
                .script("V1__chat.sql", "CREATE TABLE chat (id INT PRIMARY KEY, title VARCHAR(100))")
                .script("V2__note.sql", "CREATE TABLE note (id INT PRIMARY KEY)")
                .script("V3__file.sql", "CREATE TABLE file (id INT PRIMARY KEY)")
                .script("R__titles.sql", "CREATE OR REPLACE VIEW titles AS SELECT title FROM chat");
    }

    @Test
    void areRunAfterTheVersionThatWasAskedForAndTheRunSucceeds() {
        var upgrade =
                shop.type("upgrade", "shop", "--to", "2", "--json").exits(0).json();

        assertThat(upgrade.path("outcome").asString()).isEqualTo("SUCCEEDED");
        assertThat(upgrade.path("steps")
                        .valueStream()
                        .map(step -> step.path("revision").asString()))
                .containsExactly("1", "2", "R:titles");
        assertThat(shop.type("diagnose", "shop", "--deep", "--json").exits(3).texts("current"))
                .containsExactly("2");
        shop.type("upgrade", "shop").exits(0);
        var diagnosis =
                shop.type("diagnose", "shop", "--deep", "--json").exits(0).json();
        assertThat(diagnosis.path("state").asString()).isEqualTo("UP_TO_DATE");
    }

    @Test
    void doNotHideAPartialRunFromTheNextOne() {
        shop.type("upgrade", "shop").exits(0);
        shop.script("V4__two.sql", "CREATE TABLE one (id INT)", "CREATE TABLE two (id INT)")
                .with("CREATE TABLE one (id INT)");

        var refused = shop.type("upgrade", "shop", "--json").exits(4);

        assertThat(refused.out()).contains("PARTIAL_MIGRATION");
    }

    @Test
    void runAgainWhenTheirTextChangesAndThatIsNoDrift() {
        shop.type("upgrade", "shop", "--to", "2").exits(0);
        shop.script("R__titles.sql", "CREATE OR REPLACE VIEW titles AS SELECT id, title FROM chat");

        assertThat(shop.type("diagnose", "shop", "--deep", "--json")
                        .exits(3)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("PENDING");
        shop.type("upgrade", "shop").exits(0);
    }

    @Test
    void aFailureOutsideOfAnyStepIsToldInFlywaysWords() {
        shop.script("afterMigrate__note.sql", "INSERT INTO nowhere VALUES (1)");

        var failed = shop.type("upgrade", "shop", "--no-rehearsal", "--json")
                .exits(6)
                .json();

        assertThat(failed.path("why").asString())
                .startsWith("no step failed; the migration tool said: ")
                .doesNotContain("null");
    }
}
