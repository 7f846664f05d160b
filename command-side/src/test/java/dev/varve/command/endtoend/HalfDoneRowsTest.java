package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    private Terminal terminal;
    private SqliteFile database;

    @BeforeEach
    void watch() throws IOException {
        var scripts = Files.createDirectories(folder.resolve("sql"));
        Files.writeString(
                scripts.resolve("V1__orders.sql"), "CREATE TABLE orders (id INTEGER PRIMARY KEY, amount INTEGER);");
        terminal = new Terminal(folder.resolve("operator"), folder.resolve("locks"));
        database = SqliteFile.empty(folder.resolve("data/app.db"));
        terminal.type(
                        "target",
                        "add",
                        "app",
                        "--tool",
                        "flyway",
                        "--config",
                        scripts.toString(),
                        "--database",
                        database.url())
                .exits(0);
        terminal.type("upgrade", "app").exits(0);
        database.with("INSERT INTO orders (amount) VALUES (10), (20)");
        Files.writeString(
                scripts.resolve("V2__raise.sql"),
                "UPDATE orders SET amount = amount + 7 WHERE id = 1;\n" + "UPDATE orders SET amount = amount + " + SLOW
                        + " WHERE id = 2;\n");
        Files.writeString(scripts.resolve("V2__raise.sql.conf"), "executeInTransaction=false\n");
    }

    @Test
    void isToldFromTheRowsAndBroughtBack() throws Exception {
        var session = terminal.start("upgrade", "app", "--no-rehearsal");
        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        database.rows("SELECT amount FROM orders WHERE id = 1").equals(java.util.List.of("17")));
        session.signal("KILL");
        session.end();

        var diagnosis = terminal.type("diagnose", "app", "--json").exits(6);

        assertThat(diagnosis.json().path("state").asString()).isEqualTo("PARTIAL");
        assertThat(diagnosis.finding("PARTIAL_MIGRATION").path("message").asString())
                .startsWith(
                        "expected everything as it was before revision 2 began, found the schema so, but rows of table"
                                + " orders are not those of backup ");
        terminal.type("upgrade", "app").exits(4);
        terminal.type("recover", "app", "--yes").exits(0);
        assertThat(database.rows("SELECT amount FROM orders ORDER BY id")).containsExactly("10", "20");
        terminal.type("diagnose", "app").exits(3);
    }
}
