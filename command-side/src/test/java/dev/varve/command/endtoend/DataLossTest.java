package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLossTest {

    @TempDir
    Path folder;

    private Watched watched;

    @BeforeEach
    void watch() {
        var project = UsersProject.in(folder)
                .script(
                        "b2",
                        "'a1'",
                        "empties",
                        List.of(
                                "op.execute('ALTER TABLE users ADD COLUMN nick TEXT')",
                                "op.execute('CREATE TABLE extra (id INTEGER)')",
                                "op.execute('DELETE FROM users')"),
                        List.of("op.execute('DROP TABLE extra')", "op.execute('ALTER TABLE users DROP COLUMN nick')"));
        watched = UsersProject.atFirstRevision(folder, project);
    }

    @Test
    void tellsTheTableAndItsRowsWhenARevisionEmptiesIt() {
        var upgrade = watched.type("upgrade", "app", "--no-rehearsal", "--json").exits(6);

        assertThat(upgrade.json().path("outcome").asString()).isEqualTo("FAILED_NEEDS_RECOVERY");
        assertThat(upgrade.json().path("why").asString()).isEqualTo("table users held 2 rows, found 0 rows in step b2");
        var table = table(upgrade);
        assertThat(table.path("rowsBefore").asInt()).isEqualTo(2);
        assertThat(table.path("rowsAfter").asInt()).isZero();
        assertThat(table.path("lostInRevision").asString()).isEqualTo("b2");
        assertThat(upgrade.err()).contains("table users held 2 rows, now 0");
        assertThat(watched.type("diagnose", "app", "--json")
                        .finding("ROWS_LOST")
                        .path("message")
                        .asString())
                .contains("users")
                .contains("2");
    }

    private static tools.jackson.databind.JsonNode table(Ended upgrade) {
        return upgrade.json()
                .path("tables")
                .valueStream()
                .filter(table -> table.path("name").asString().equals("users"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void recordsALossThatWasAcceptedByName() {
        watched.type("upgrade", "app", "--accept-data-loss", "users", "--json").exits(0);

        var compared = watched.type("history", "app", "--type", "TablesCompared", "--json")
                .exits(0)
                .json();
        var last = compared.path(compared.size() - 1);
        assertThat(Ended.texts(last.path("data").path("acceptedLosses"))).containsExactly("users");
        watched.type("diagnose", "app").exits(0);
    }

    @Test
    void doesNotTakeTheAcceptanceOfOneTableForAnother() {
        watched.type("upgrade", "app", "--no-rehearsal", "--accept-data-loss", "other", "--json")
                .exits(6);
    }

    @Test
    void refusesADowngradeNamingTheTablesAndColumnsThatWouldGo() {
        watched.type("upgrade", "app", "--accept-data-loss", "users").exits(0);
        watched.database()
                .with("INSERT INTO users (id, nick) VALUES (1, 'a'), (2, 'b')", "INSERT INTO extra VALUES (7)");

        var refused = watched.type("downgrade", "app", "--to", "a1", "--json").exits(4);

        assertThat(refused.json().path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(refused.json().path("why").asString())
                .contains("the downgrade drops table extra, which holds 1 rows")
                .contains("the downgrade drops column nick of table users, which holds 2 rows");
        assertThat(watched.database().objects()).contains("extra");
        watched.type("downgrade", "app", "--to", "-1", "--accept-data-loss", "users,extra", "--json")
                .exits(0);
        assertThat(watched.database().objects()).containsExactly("users");
        assertThat(watched.database().rows("SELECT count(*) FROM users")).containsExactly("2");
    }
}
