package dev.varve.command.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    private static final Path FOLDER = Path.of("/srv/app");

    @ParameterizedTest
    @CsvSource({
        "sqlite:////data/app.db, sqlite:////data/app.db",
        "sqlite:///app.db, sqlite:////srv/app/app.db",
        "sqlite:///../x/app.db, sqlite:////srv/x/app.db",
        "sqlite+aiosqlite:////data/app.db, sqlite+aiosqlite:////data/app.db",
        "sqlite:////data/app.db?timeout=5, sqlite:////data/app.db",
        "jdbc:sqlite:/data/app.db, sqlite:////data/app.db",
        "jdbc:sqlite:file:/data/app.db?mode=ro, sqlite:////data/app.db",
        "sqlite:////data/with space ü.db, sqlite:////data/with space ü.db"
    })
    void makesEveryFormAbsolute(String written, String absolute) {
        assertThat(DatabaseUrl.parse(written, FOLDER).absolute()).isEqualTo(absolute);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite://", "sqlite:///:memory:", "/data/app.db", "mysql://root@h/db", "jdbc:sqlite:", ""})
    void refusesWhatItCannotWatch(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url, FOLDER))
                .isInstanceOf(UnsupportedDatabaseUrl.class)
                .hasMessageStartingWith("expected sqlite:////absolute/path");
    }

    @Test
    void neverRepeatsAPassword() {
        assertThatThrownBy(() -> DatabaseUrl.parse("mysql://app:geh@im@db/app", FOLDER))
                .hasMessageContaining("mysql://app:***@db/app")
                .hasMessageNotContaining("geh")
                .hasMessageNotContaining("im@");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://app@db/shop, postgresql://app@db:5432/shop",
        "postgres://app@db:6432/shop?sslmode=require, postgresql://app@db:6432/shop?sslmode=require",
        "postgresql+psycopg2://app@db/shop?application_name=shop, postgresql+psycopg2://app@db:5432/shop",
        "jdbc:postgresql://db/shop?user=app, postgresql://app@db:5432/shop",
        "postgresql://a%40b@[::1]/my%20shop, postgresql://a%40b@[::1]:5432/my%20shop"
    })
    void makesEveryFormOfAServersUrlOne(String written, String registered) {
        var url = DatabaseUrl.parse(written, FOLDER);

        assertThat(url.absolute()).isEqualTo(registered);
        assertThat(DatabaseUrl.parse(url.absolute(), FOLDER)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://app:p%40ss%2Fword@db/shop",
                "jdbc:postgresql://db:5432/shop?user=app&password=p%40ss%2Fword",
                "postgresql+psycopg://app:p%40ss%2Fword@db/shop?sslmode=require"
            })
    void takesThePasswordOutOfAServersUrl(String written) {
        var url = (ServerUrl) DatabaseUrl.parse(written, FOLDER);

        assertThat(url.password()).isEqualTo("p@ss/word");
        assertThat(url.absolute() + url + url.database(Map.of(DatabaseUrl.PASSWORD, "p@ss/word")))
                .doesNotContain("word");
        assertThat(url.database(Map.of(DatabaseUrl.PASSWORD, "p@ss/word")).sqlAlchemyUrl())
                .startsWith("postgresql://app:p%40ss%2Fword@db:5432/shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://app:gehe/im@db/shop",
                "postgresql://app:geheim@db1,db2/shop",
                "postgresql://app:geheim@/shop?host=/run/postgresql",
                "postgresql://app:geheim@db/shop?sslkey=/x",
                "postgresql://app:geheim@db/shop?options=-csearch_path%3Dx",
                "jdbc:postgresql://db/shop?password=geheim",
                "postgresql://app:geheim@db"
            })
    void refusesAServersUrlThatItCannotWatchWithoutItsPassword(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url, FOLDER))
                .isInstanceOf(UnsupportedDatabaseUrl.class)
                .hasMessageNotContaining("gehe")
                .hasMessageNotContaining("im@");
    }
}
