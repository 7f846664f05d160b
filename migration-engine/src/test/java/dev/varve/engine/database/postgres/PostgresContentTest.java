package dev.varve.engine.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.TableContent;
import dev.varve.testing.PostgresTestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table's rows have one hash, whatever order and session they are read in, and another once any value changes. */
class PostgresContentTest {

    private static final String TABLE =
            "CREATE TABLE every (id integer PRIMARY KEY, f double precision, r real, n numeric, b bytea,"
                    + " j json, jb jsonb, t text, ts timestamp, tz timestamptz, i interval, a text[], u uuid, flag boolean, d date, c char(4))";

    private static final String ROW =
            "INSERT INTO every VALUES (%d, 0.1, 1.5, 1.10, '\\x00ff', '{\"b\": 1, \"a\": 2}', '{\"b\": 1}', 'ünï',"
                    + " '2025-01-02 03:04:05.678', '2025-01-02 03:04:05+02', '1 day 2 hours', ARRAY['a', NULL, 'b,c'],"
                    + " 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', true, '2025-01-02', 'ab')";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f = 0.10000000000000002",
                "r = 1.5000001",
                "n = 1.100",
                "b = '\\x00fe'",
                "j = '{\"a\": 2, \"b\": 1}'",
                "jb = '{\"b\": 2}'",
                "t = 'uni'",
                "t = NULL",
                "t = ''",
                "ts = ts + '1 microsecond'",
                "tz = tz + '1 second'",
                "i = '26 hours'",
                "a = ARRAY['a', 'NULL', 'b,c']",
                "a = ARRAY['a', NULL, 'b', 'c']",
                "flag = false",
                "d = 'infinity'",
                "b = decode(repeat('ab', 9000), 'hex')",
                "t = repeat('x', 9000)"
            })
    void everyChangeOfAValueChangesTheHash(String change) {
        var database = oneRow();
        var before = contents(database);

        database.execute("UPDATE every SET " + change);

        assertThat(contents(database)).isNotEqualTo(before);
    }

    private static PostgresTestDatabase shared;

    private static PostgresTestDatabase oneRow() {
        if (shared == null) {
            shared = Server.anyDatabase().execute(TABLE);
        }
        return shared.execute("TRUNCATE every", ROW.formatted(1));
    }

    @Test
    void aLongValueThatDiffersAtItsEndIsAnother() {
        var database =
                oneRow().execute("UPDATE every SET t = repeat('x', 9000), b = decode(repeat('ab', 9000), 'hex')");
        var before = contents(database);

        database.execute("UPDATE every SET t = t || 'y'");
        var text = contents(database);
        database.execute("UPDATE every SET t = repeat('x', 9000), b = b || '\\x01'");

        assertThat(List.of(text, contents(database))).doesNotContain(before);
    }

    @Test
    void theOrderOfInsertionAndTheSettingsOfTheDatabaseDoNotCount() {
        var statements = List.of(
                TABLE,
                "CREATE TABLE keyless (v text, w integer)",
                "CREATE TABLE named (\"Key\" text PRIMARY KEY, \"order\" integer)");
        var one = Server.anyDatabase().execute(statements.toArray(String[]::new));
        var other = Server.anyDatabase().execute(statements.toArray(String[]::new));
        one.execute(
                ROW.formatted(1),
                ROW.formatted(2),
                "INSERT INTO keyless VALUES ('b', 1), ('a', NULL), ('b', 1), (NULL, 3)");
        other.execute(
                "INSERT INTO keyless VALUES (NULL, 3), ('b', 1), ('b', 1), ('a', NULL)",
                ROW.formatted(2),
                ROW.formatted(1));
        one.execute("INSERT INTO named VALUES ('a', 1), ('B', 2), ('ä', 3)");
        other.execute("INSERT INTO named VALUES ('ä', 3), ('B', 2), ('a', 1)");
        other.server()
                .execute(
                        "ALTER DATABASE " + other.name() + " SET TimeZone = 'Asia/Tokyo'",
                        "ALTER DATABASE " + other.name() + " SET DateStyle = 'German'",
                        "ALTER DATABASE " + other.name() + " SET extra_float_digits = 0",
                        "ALTER DATABASE " + other.name() + " SET bytea_output = 'escape'",
                        "ALTER DATABASE " + other.name() + " SET IntervalStyle = 'iso_8601'");

        assertThat(contents(other)).isEqualTo(contents(one));
        assertThat(contents(one)).extracting(TableContent::rows).containsExactly(2L, 4L, 3L);
    }

    @Test
    void countsEachPartitionAndOnlyTheOwnRowsOfAParent() {
        var database = Server.anyDatabase()
                .execute(
                        "CREATE SCHEMA app",
                        "CREATE TABLE app.log (id integer, k text) PARTITION BY LIST (k)",
                        "CREATE TABLE app.a PARTITION OF app.log FOR VALUES IN ('a')",
                        "CREATE TABLE app.b PARTITION OF app.log FOR VALUES IN ('b')",
                        "INSERT INTO app.log VALUES (1, 'a'), (2, 'b'), (3, 'b')",
                        "CREATE TABLE parent (id integer)",
                        "CREATE TABLE child () INHERITS (parent)",
                        "INSERT INTO child VALUES (1)",
                        "CREATE TABLE \"no columns\" ()",
                        "INSERT INTO \"no columns\" DEFAULT VALUES");

        assertThat(Server.of(database).rowCounts()).hasToString("{app.a=1, app.b=2, child=1, no columns=1, parent=0}");
        assertThat(contents(database))
                .extracting(TableContent::name)
                .containsExactly("app.a", "app.b", "child", "no columns", "parent");
    }

    @Test
    void tellsSequencesAndLargeObjects() {
        var database = Server.anyDatabase()
                .execute(
                        "CREATE SEQUENCE s",
                        "SELECT setval('s', 41)",
                        "SELECT nextval('s')",
                        "CREATE SEQUENCE unused",
                        "SELECT lo_create(0)");

        try (var snapshot = Server.of(database).snapshot()) {
            assertThat(snapshot.sequenceValues()).hasToString("{s=42}");
            assertThat(snapshot.largeObjects()).isEqualTo(1);
        }
    }

    @Test
    void readsOneStateHoweverLongItTakes() {
        var database = Server.anyDatabase()
                .execute(
                        "CREATE TABLE many (id integer PRIMARY KEY, v text)",
                        "INSERT INTO many SELECT g, repeat('x', 100) FROM generate_series(1, 25000) g");
        var told = new ArrayList<Long>();

        try (var snapshot = Server.of(database).snapshot()) {
            assertThat(snapshot.rowCounts()).containsEntry("many", 25_000L);
            database.execute("DELETE FROM many");
            assertThat(snapshot.contents(told::add))
                    .extracting(TableContent::rows)
                    .containsExactly(25_000L);
        }

        assertThat(told).containsExactly(10_000L, 20_000L, 25_000L);
        assertThat(Server.of(database).rowCounts()).containsEntry("many", 0L);
    }

    @Test
    void cannotChangeWhatItLooksAt() {
        var database = Server.of(oneRow());

        assertThatThrownBy(() -> {
                    try (var snapshot = database.snapshot()) {
                        snapshot.texts("DELETE FROM every RETURNING id");
                    }
                })
                .isInstanceOf(DatabaseUnreadable.class)
                .hasMessageContaining("cannot execute DELETE in a read-only transaction");
    }

    private static List<TableContent> contents(PostgresTestDatabase database) {
        return Server.of(database).contents(rows -> {});
    }
}
