package dev.varve.command.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
}
