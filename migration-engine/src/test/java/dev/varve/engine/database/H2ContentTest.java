package dev.varve.engine.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2ContentTest {

    private static final String TABLE = "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20), b VARCHAR(20))";

    @TempDir
    Path folder;

    private int made;

    private List<TableContent> contents(String... statements) {
        return H2Fixture.database(folder.resolve("content" + made++ + ".mv.db"), statements)
                .contents(rows -> {});
    }

    @Test
    void isTheSameInWhateverOrderRowsCame() {
        assertThat(contents(TABLE, "INSERT INTO t VALUES (2, 'x', 'y'), (1, 'a', NULL)"))
                .isEqualTo(contents(
                        "CREATE TABLE t (b VARCHAR(20), id INT PRIMARY KEY, a VARCHAR(20))",
                        "INSERT INTO t (id, a, b) VALUES (1, 'a', NULL)",
                        "INSERT INTO t (id, a, b) VALUES (3, 'gone', NULL), (2, 'x', 'y')",
                        "DELETE FROM t WHERE id = 3"));
        var without = "CREATE TABLE t (a VARCHAR(20), n INT)";
        assertThat(contents(without, "INSERT INTO t VALUES ('b', 1), ('a', 2), ('a', 2), (NULL, 3)"))
                .isEqualTo(contents(without, "INSERT INTO t VALUES ('a', 2), (NULL, 3), ('b', 1), ('a', 2)"));
    }

    @Test
    void tellsValuesApartThatLookAlike() {
        var all = List.of(
                contents(TABLE, "INSERT INTO t VALUES (1, 'ab', 'c')"),
                contents(TABLE, "INSERT INTO t VALUES (1, 'a', 'bc')"),
                contents(TABLE, "INSERT INTO t VALUES (1, NULL, 'abc')"),
                contents(TABLE, "INSERT INTO t VALUES (1, '', 'abc')"),
                contents("CREATE TABLE t (id INT, l VARCHAR ARRAY)", "INSERT INTO t VALUES (1, ARRAY['a, b'])"),
                contents("CREATE TABLE t (id INT, l VARCHAR ARRAY)", "INSERT INTO t VALUES (1, ARRAY['a', 'b'])"),
                contents("CREATE TABLE t (id INT, l BLOB)", "INSERT INTO t VALUES (1, X'00')"),
                contents("CREATE TABLE t (id INT, l BLOB)", "INSERT INTO t VALUES (1, X'0000')"));
        assertThat(all).doesNotHaveDuplicates();
    }

    @Test
    void readsEveryTypeAndLargeObjectsOfAnyLength() {
        var made = new String[] {
            "CREATE TABLE t (id UUID PRIMARY KEY, c CLOB, b BLOB, j JSON, d DECIMAL(20, 5), f DOUBLE PRECISION,"
                    + " ts TIMESTAMP(9) WITH TIME ZONE, i INTERVAL DAY TO SECOND, e ENUM('x', 'y'), v VARBINARY(10),"
                    + " r ROW(a INT, b VARCHAR(5)), bo BOOLEAN, o JAVA_OBJECT, hidden INT INVISIBLE)",
            "INSERT INTO t (id, c, b, j, d, f, ts, i, e, v, r, bo, o, hidden) VALUES"
                    + " ('3f333df6-90a4-4fda-8dd3-9485d27cee36', REPEAT('é', 100000), CAST(REPEAT('ab', 150000) AS"
                    + " VARBINARY), JSON '{\"a\":1}', 1.5, 1e300, TIMESTAMP WITH TIME ZONE '2026-11-22 10:00:00.123456789+02:00',"
                    + " INTERVAL '1 2:3:4' DAY TO SECOND, 'y', X'00ff', ROW (1, 'a'), TRUE, X'aced0005', 7)"
        };
        var content = contents(made);

        assertThat(content).singleElement().satisfies(table -> {
            assertThat(table.name()).isEqualTo("T");
            assertThat(table.rows()).isEqualTo(1);
            assertThat(table.sha256()).hasSize(64);
        });
        assertThat(contents(made)).isEqualTo(content);
        for (var change : List.of("c = c || 'x'", "b = X'00'", "hidden = 8", "r = ROW (1, 'b')", "o = X'aced0006'")) {
            assertThat(contents(made[0], made[1], "UPDATE t SET " + change))
                    .as(change)
                    .isNotEqualTo(content);
        }
    }

    @Test
    void namesATableOfAnotherSchemaWithIt() {
        assertThat(contents("CREATE SCHEMA app", "CREATE TABLE app.t (a INT)", "CREATE TABLE t (a INT)"))
                .extracting(TableContent::name)
                .containsExactly("APP.T", "T");
    }
}
