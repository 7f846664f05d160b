package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.H2Login;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs of migrations and stamps do to a watched H2 file. */
class H2TargetTest {

    @TempDir
    Path folder;

    @Test
    void isPartialAfterAFailedScriptAndWholeAgainAfterTheRestore() {
        var shop = H2File.atFirstVersion(folder)
                .script(
                        "V2__breaks.sql",
                        "CREATE TABLE one (id INT)",
                        "ALTER TABLE chat ADD COLUMN meta VARCHAR(20)",
                        "CREATE TABLE chat (id INT)",
                        "CREATE TABLE two (id INT)");
        var before = shop.database().schema();
        var contents = shop.database().contents(rows -> {});

        var upgrade = shop.type("upgrade", "shop", "--no-rehearsal", "--json")
                .exits(6)
                .json();

        assertThat(upgrade.path("outcome").asString()).isEqualTo("FAILED_NEEDS_RECOVERY");
        var error = upgrade.path("steps").path(0).path("error");
        assertThat(error.path("statementOrdinal").asInt()).isEqualTo(3);
        assertThat(error.path("message").asString()).isEqualTo("Table \"CHAT\" already exists [42101-252]");
        assertThat(JudgedRun.verdicts(upgrade.path("steps").path(0).path("statementVerdicts")))
                .containsExactly(
                        "KEPT: CREATE TABLE one (id INT)",
                        "KEPT: ALTER TABLE chat ADD COLUMN meta VARCHAR(20)",
                        "ROLLED_BACK: CREATE TABLE chat (id INT)");
        var diagnosis = shop.type("diagnose", "shop", "--json").exits(6);
        assertThat(diagnosis.json().path("state").asString()).isEqualTo("PARTIAL");
        assertThat(Ended.texts(
                        diagnosis.finding("PARTIAL_MIGRATION").path("evidence").path("exists")))
                .containsExactlyInAnyOrder("table ONE", "column META of CHAT");
        diagnosis.finding("FAILED_HISTORY_ROW");
        var repair = shop.type("repair", "shop", "--json").exits(4);
        assertThat(repair.out()).contains("ONE");

        var backup = upgrade.path("backup").path("id").asString();
        assertThat(upgrade.path("remedy").asString()).isEqualTo("varve recover shop");
        shop.type("restore", "shop", backup).exits(0);

        assertThat(shop.database().schema()).isEqualTo(before);
        assertThat(shop.database().contents(rows -> {})).isEqualTo(contents);
        shop.type("diagnose", "shop").exits(3);
        shop.type("verify").exits(0);
    }

    @Test
    void refusesAStampWhoseSchemaIsNotThereAndAllowsTheOneThatIs() {
        var shop = H2File.watched(folder)
                .script("V1__chat.sql", "CREATE TABLE chat (id INT PRIMARY KEY)")
                .script("V2__note.sql", "CREATE TABLE note (id INT PRIMARY KEY)")
                .with("create table CHAT (ID int not null, primary key (ID))");
        var before = shop.bytes();

        var refused = shop.type("stamp", "shop", "2", "--because", "applied-by-hand", "--json")
                .exits(4);

        assertThat(refused.out()).contains("table NOTE missing");
        assertThat(shop.bytes()).isEqualTo(before);
        assertThat(shop.type("history", "shop", "--type", "BaselineRefused", "--json")
                        .json())
                .hasSize(1);
        shop.type("stamp", "shop", "1", "--because", "applied-by-hand").exits(0);
        assertThat(shop.type("diagnose", "shop", "--deep", "--json").exits(3).texts("current"))
                .containsExactly("1");
        shop.type("upgrade", "shop").exits(0);
    }

    @Test
    void namesTheTableThatAScriptEmptiesUnlessThatWasAccepted() {
        var shop = H2File.atFirstVersion(folder).script("V2__empties.sql", "DELETE FROM chat WHERE id > 1");

        var upgrade = shop.type("upgrade", "shop", "--no-rehearsal", "--json")
                .exits(6)
                .json();

        assertThat(upgrade.path("why").asString()).isEqualTo("table CHAT held 3 rows, found 1 rows in step 2");
        shop.type("restore", "shop", upgrade.path("backup").path("id").asString())
                .exits(0);
        assertThat(shop.rows("SELECT COUNT(*) FROM chat")).containsExactly("3");
        shop.type("upgrade", "shop", "--accept-data-loss", "CHAT").exits(0);
        assertThat(shop.rows("SELECT COUNT(*) FROM chat")).containsExactly("1");
    }

    @Test
    void doesNotCountFlywaysOwnTableInASchemaThatTheProjectNames() throws Exception {
        var shop = H2File.in(folder, Map.of(), H2Login.DEFAULT)
                .script("V1__chat.sql", "CREATE TABLE app.chat (id INT PRIMARY KEY)");
        var config = Files.writeString(
                folder.resolve("flyway.conf"), "flyway.schemas=APP\nflyway.locations=filesystem:" + shop.sql() + "\n");
        shop.terminal().addFlyway("shop", config, shop.database().jdbcUrl()).exits(0);

        shop.type("upgrade", "shop", "--json").exits(0);
        shop.script("V2__note.sql", "CREATE TABLE app.note (id INT PRIMARY KEY)");
        shop.type("upgrade", "shop", "--json").exits(0);

        assertThat(shop.type("diagnose", "shop", "--deep", "--json")
                        .exits(0)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("UP_TO_DATE");
        assertThat(shop.database().schema().tables())
                .containsExactly("APP.CHAT", "APP.NOTE", "APP.flyway_schema_history");
    }

    @Test
    void hasNoDowngradeAsFlywayHasNone() {
        var shop = H2File.atFirstVersion(folder);
        var refused = shop.type("downgrade", "shop", "--to=base", "--json").exits(4);
        assertThat(refused.out()).contains("Flyway without a licence has no undo");
    }
}
