package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.H2Login;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an H2 URL may say when a file is put under watch, and who opens it. */
class H2RegistrationTest {

    @TempDir
    Path folder;

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
        shop.type("upgrade", "shop").exits(0);
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
            var refused =
                    shop.terminal().addFlyway("shop", shop.sql(), url, "--json").exits(2);
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
        shop.terminal()
                .addFlyway(
                        "shop",
                        shop.sql(),
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
