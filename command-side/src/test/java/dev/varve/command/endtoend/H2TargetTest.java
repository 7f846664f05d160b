package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.H2Login;
import dev.varve.engine.database.H2Process;
import dev.varve.engine.database.H2Process.Doing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2TargetTest {

    @TempDir
    Path folder;

    private H2File atFirstVersion() {
        var shop = H2File.watched(folder)
                .script("V1__chat.sql", "CREATE TABLE chat (id INT PRIMARY KEY, title VARCHAR(100))");
        shop.type("upgrade", "shop").exits(0);
        return shop.with("INSERT INTO chat VALUES (1, 'a'), (2, 'b'), (3, 'c')");
    }

    @Test
    void isPartialAfterAFailedScriptAndWholeAgainAfterTheRestore() {
        var shop = atFirstVersion()
                .script(
                        "V2__breaks.sql",
                        "CREATE TABLE one (id INT)",
                        "ALTER TABLE chat ADD COLUMN meta VARCHAR(20)",
                        "CREATE TABLE chat (id INT)",
                        "CREATE TABLE two (id INT)");
        var before = shop.database().schema();
        var contents = shop.database().contents(rows -> {});

        var upgrade = shop.terminal()
                .run("upgrade", "shop", "--no-rehearsal", "--json")
                .exits(6)
                .json();

        assertThat(upgrade.path("outcome").asString()).isEqualTo("FAILED_NEEDS_RECOVERY");
        var error = upgrade.path("steps").path(0).path("error");
        assertThat(error.path("statementOrdinal").asInt()).isEqualTo(3);
        assertThat(error.path("message").asString()).isEqualTo("Table \"CHAT\" already exists [42101-252]");
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
        shop.terminal().run("restore", "shop", backup).exits(0);

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
        var shop = atFirstVersion().script("V2__empties.sql", "DELETE FROM chat WHERE id > 1");

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
        shop.type(
                        "target",
                        "add",
                        "shop",
                        "--tool",
                        "flyway",
                        "--config",
                        config.toString(),
                        "--database",
                        shop.database().jdbcUrl())
                .exits(0);

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
        var shop = atFirstVersion();
        var refused = shop.type("downgrade", "shop", "--to=base", "--json").exits(4);
        assertThat(refused.out()).contains("Flyway without a licence has no undo");
    }

    @Test
    void refusesEverythingOnAFileThatIsGoneWithExitTwoAndRecordsNoInterruptedRun() throws Exception {
        var shop = atFirstVersion();
        var aside = Files.move(shop.path(), folder.resolve("aside"));

        var stamp = shop.type("stamp", "shop", "1", "--because", "applied-by-hand", "--json")
                .exits(2);
        assertThat(stamp.out()).contains("DATABASE_UNREACHABLE").doesNotContain("Exception");
        shop.type("repair", "shop", "--json").exits(2);
        var backup = shop.type("backup", "shop", "--json").exits(2).json().path("error");
        assertThat(backup.path("code").asString()).isEqualTo("DATABASE_UNREACHABLE");
        assertThat(backup.path("remedy").asString()).startsWith("check the path that the target was registered with");

        Files.move(aside, shop.path());
        assertThat(shop.type("history", "shop", "--type", "RunInterrupted", "--json")
                        .json())
                .isEmpty();
        assertThat(shop.type("diagnose", "shop", "--json").exits(0).out()).doesNotContain("INTERRUPTED_RUN");
    }

    @Test
    void refusesToExpireBackupsAfterLessThanNoDays() {
        var refused = atFirstVersion()
                .type("backup", "shop", "--expire-after", "-3", "--json")
                .exits(2)
                .json()
                .path("error");

        assertThat(refused.path("message").asString())
                .isEqualTo("expected 0 days or more after --expire-after, found -3");
        assertThat(refused.path("remedy").asString()).isEqualTo("varve backup shop --expire-after 30");
    }

    @Test
    void namesTheProgramThatHasItOpenAndTouchesNothing() {
        var shop = atFirstVersion().script("V2__note.sql", "CREATE TABLE note (id INT)");
        try (var other = H2Process.start(Doing.HOLDING, shop.database())) {
            var diagnosis = shop.type("diagnose", "shop", "--json").exits(2);
            assertThat(diagnosis.json().path("state").asString()).isEqualTo("UNREACHABLE");
            assertThat(diagnosis.finding("DATABASE_IN_USE").path("message").asString())
                    .contains("java (pid " + other.pid() + ")");
            assertThat(shop.type("upgrade", "shop", "--json").exits(4).out()).contains("pid " + other.pid());
            assertThat(shop.type("backup", "shop").exits(4).err()).contains("pid " + other.pid());
            assertThat(shop.type("stamp", "shop", "2", "--because", "applied-by-hand")
                            .exits(4)
                            .out())
                    .contains("DATABASE_IN_USE");
            assertThat(shop.type("repair", "shop").exits(4).out()).contains("DATABASE_IN_USE");
        }
        assertThat(shop.type("diagnose", "shop", "--json").exits(3).out()).doesNotContain("INTERRUPTED_RUN");
        shop.type("upgrade", "shop").exits(0);
    }

    @Test
    void doesNotRestoreABackupThatDoesNotHold() throws Exception {
        var shop = atFirstVersion();
        var backup = shop.type("backup", "shop", "--json").exits(0).json();
        var copy = Path.of(backup.path("path").asString());
        var bytes = Files.readAllBytes(copy);
        bytes[bytes.length - 5000] ^= 4;
        Files.write(copy, bytes);
        var before = shop.bytes();

        shop.type("backups", "shop", "--prove").exits(7);
        var restore = shop.type("restore", "shop", backup.path("id").asString()).exits(7);

        assertThat(restore.out()).contains("the database was not touched");
        assertThat(shop.bytes()).isEqualTo(before);
    }

    @Test
    void tellsADamagedFileAndLeadsBackToTheBackup() throws Exception {
        var shop = atFirstVersion();
        var backup = shop.type("backup", "shop", "--json").exits(0).json();
        var bytes = shop.bytes();
        Files.write(shop.path(), java.util.Arrays.copyOf(bytes, bytes.length / 2));

        var diagnosis = shop.terminal().run("diagnose", "shop", "--json").exits(6);

        assertThat(diagnosis.json().path("state").asString()).isEqualTo("CORRUPT");
        diagnosis.finding("INTEGRITY_FAILED");
        shop.terminal().run("upgrade", "shop").exits(4);
        shop.terminal().run("restore", "shop", backup.path("id").asString()).exits(0);
        assertThat(shop.rows("SELECT COUNT(*) FROM chat")).containsExactly("3");
    }

    @Test
    void neitherMakesAMissingDatabaseNorLooksForItElsewhere() throws Exception {
        var shop = H2File.watched(folder).script("V1__chat.sql", "CREATE TABLE chat (id INT PRIMARY KEY)");
        Files.delete(shop.path());

        var diagnosis = shop.type("diagnose", "shop", "--json").exits(2);

        assertThat(diagnosis.finding("DATABASE_UNREACHABLE").path("remedy").asString())
                .contains("touch");
        assertThat(shop.type("upgrade", "shop").exits(2).out()).doesNotContain("BROKEN_HISTORY");
        assertThat(shop.path().getParent()).isEmptyDirectory();
    }

    @Test
    void opensADatabaseOfItsOwnUserAndKeepsThePasswordOutOfTheRecord() throws Exception {
        var shop = H2File.in(folder, Map.of("MODE", "PostgreSQL"), new H2Login("owner", "open-sesame-42"))
                .with("CREATE TABLE old (id INT)")
                .script("V1__chat.sql", "CREATE TABLE chat (id INT PRIMARY KEY)");
        shop.register().exits(0);
        var locked = shop.type("diagnose", "shop", "--json").exits(2);
        assertThat(locked.finding("DATABASE_UNREACHABLE").path("remedy").asString())
                .contains("VARVE_DATABASE_PASSWORD");

        shop.register("--env", "VARVE_DATABASE_USER=owner", "--env", "VARVE_DATABASE_PASSWORD=open-sesame-42")
                .exits(0);
        shop.with("DROP TABLE old");
        shop.terminal().run("upgrade", "shop").exits(0);
        shop.type("backups", "shop", "--prove").exits(0);

        assertThat(shop.type("history", "--all", "--json").out())
                .contains("VARVE_DATABASE_PASSWORD")
                .doesNotContain("open-sesame");
        assertThat(shop.type("target", "show", "shop").out()).doesNotContain("open-sesame");
    }

    @Test
    void refusesWhatAUrlMustNotCarry() {
        var shop = H2File.in(folder, Map.of(), H2Login.DEFAULT);
        var file = "jdbc:h2:file:" + folder.resolve("data/shop");
        for (var url : new String[] {
            file + ";PASSWORD=hush-hush",
            file + ";USER=sa",
            file + ";INIT=RUNSCRIPT FROM '/tmp/x.sql'",
            file + ";CIPHER=AES",
            file + ";AUTO_SERVER=TRUE",
            file + ";FILE_LOCK=NO",
            file + ";TRACE_LEVEL_FILE=3",
            file + ";ACCESS_MODE_DATA=r",
            file + ";MODE=a b",
            file + ".mv.db",
            "jdbc:h2:mem:shop",
            "jdbc:h2:tcp://localhost/~/shop",
            "jdbc:h2:nio:" + folder,
            "jdbc:h2:zip:/tmp/a.zip!/shop",
            "jdbc:h2:~/shop"
        }) {
            var refused = shop.type(
                            "target",
                            "add",
                            "shop",
                            "--tool",
                            "flyway",
                            "--config",
                            shop.sql().toString(),
                            "--database",
                            url,
                            "--json")
                    .exits(2);
            assertThat(refused.json().path("error").path("code").asString())
                    .as(url)
                    .isEqualTo("UNSUPPORTED_DATABASE");
            assertThat(refused.json().path("error").path("remedy").asString()).isNotBlank();
            assertThat(refused.out() + refused.err()).doesNotContain("hush-hush");
        }
        assertThat(shop.type(
                                "target",
                                "add",
                                "shop",
                                "--tool",
                                "alembic",
                                "--config",
                                shop.sql().toString(),
                                "--database",
                                file)
                        .exits(2)
                        .err())
                .contains("a SQLite file for Alembic");
    }

    @Test
    void keepsTheSettingsThatDecideWhatSqlMeansAndLeavesOutTheApplicationsOwn() {
        var shop = H2File.in(folder, Map.of(), H2Login.DEFAULT);
        shop.type(
                        "target",
                        "add",
                        "shop",
                        "--tool",
                        "flyway",
                        "--config",
                        shop.sql().toString(),
                        "--database",
                        "jdbc:h2:" + folder.resolve("data/shop")
                                + ";mode=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1;NON_KEYWORDS=USER,VALUE")
                .exits(0);

        assertThat(shop.type("target", "show", "shop", "--json")
                        .json()
                        .path("database")
                        .asString())
                .isEqualTo("jdbc:h2:file:" + folder.resolve("data/shop")
                        + ";DATABASE_TO_LOWER=TRUE;MODE=PostgreSQL;NON_KEYWORDS=USER,VALUE");
        shop.script("V1__user.sql", "CREATE TABLE user (id SERIAL PRIMARY KEY, value TEXT)");
        shop.type("upgrade", "shop").exits(0);
        assertThat(shop.type("diagnose", "shop", "--deep", "--json")
                        .exits(0)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("UP_TO_DATE");
    }
}
