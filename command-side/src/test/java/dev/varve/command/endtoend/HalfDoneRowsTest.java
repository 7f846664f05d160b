package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script outside of any transaction, killed between two statements that only change rows: no schema shows it. */
class HalfDoneRowsTest {

    private static final String SLOW =
            "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900000000)"
                    + " SELECT count(*) FROM n)";

    @TempDir
    Path folder;

    private FlywayFile shop;

    @BeforeEach
    void watch() {
        shop = FlywayFile.watched(folder)
                .script("V1__orders.sql", "CREATE TABLE orders (id INTEGER PRIMARY KEY, amount INTEGER)");
        shop.type("upgrade", "app").exits(0);
        shop.database().with("INSERT INTO orders (amount) VALUES (10), (20)");
        shop.script(
                        "V2__raise.sql",
                        "UPDATE orders SET amount = amount + 7 WHERE id = 1",
                        "UPDATE orders SET amount = amount + " + SLOW + " WHERE id = 2")
                .scripts()
                .file("V2__raise.sql.conf", "executeInTransaction=false\n");
    }

    @Test
    void isToldFromTheRowsAndBroughtBack() throws Exception {
        var session = shop.terminal().start("upgrade", "app", "--no-rehearsal");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> shop.database()
                        .rows("SELECT amount FROM orders WHERE id = 1")
                        .equals(List.of("17")));
        session.signal("KILL");
        session.end();

        var diagnosis = shop.type("diagnose", "app", "--json").exits(6);

        assertThat(diagnosis.json().path("state").asString()).isEqualTo("PARTIAL");
        assertThat(diagnosis.finding("PARTIAL_MIGRATION").path("message").asString())
                .startsWith(
                        "expected everything as it was before revision 2 began, found the schema so, but rows of table"
                                + " orders are not those of backup ");
        shop.type("upgrade", "app").exits(4);
        shop.type("recover", "app", "--yes").exits(0);
        assertThat(shop.database().rows("SELECT amount FROM orders ORDER BY id"))
                .containsExactly("10", "20");
        shop.type("diagnose", "app").exits(3);
    }
}
