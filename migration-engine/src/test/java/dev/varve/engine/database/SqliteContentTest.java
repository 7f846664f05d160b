package dev.varve.engine.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SqliteContentTest {

    @TempDir
    Path folder;

    private int files;

    static Stream<Arguments> valuesThatDiffer() {
        return Stream.of(
                Arguments.of("1", "'1'"),
                Arguments.of("1", "1.0"),
                Arguments.of("''", "NULL"),
                Arguments.of("''", "x''"),
                Arguments.of("'a'", "x'61'"),
                Arguments.of("CAST(x'ff' AS TEXT)", "CAST(x'fe' AS TEXT)"),
                Arguments.of("'a' || char(0) || 'b'", "'a' || char(0) || 'c'"),
                Arguments.of("9007199254740993", "9007199254740992"),
                Arguments.of("zeroblob(200000)", "zeroblob(200001)"),
                Arguments.of("0.1", "0.1 + 1e-16"));
    }

    @ParameterizedTest(name = "{0} and {1}")
    @MethodSource("valuesThatDiffer")
    void tellsValuesApart(String one, String other) {
        assertThat(content("CREATE TABLE t (a)", "INSERT INTO t VALUES (" + one + ")"))
                .isNotEqualTo(content("CREATE TABLE t (a)", "INSERT INTO t VALUES (" + other + ")"));
    }

    @Test
    void tellsARowsEndFromTheNextRowsBeginning() {
        assertThat(content("CREATE TABLE t (a, b)", "INSERT INTO t VALUES ('x', 'yz')"))
                .isNotEqualTo(content("CREATE TABLE t (a, b)", "INSERT INTO t VALUES ('xy', 'z')"));
        assertThat(content("CREATE TABLE t (a, b)", "INSERT INTO t VALUES (1, 2), (3, 4)"))
                .isNotEqualTo(content("CREATE TABLE t (a, b)", "INSERT INTO t VALUES (3, 4), (1, 2)"));
    }

    @Test
    void doesNotCareForTheOrderOfColumns() {
        assertThat(content("CREATE TABLE t (a, b)", "INSERT INTO t VALUES (1, 2)"))
                .isEqualTo(content("CREATE TABLE t (b, a)", "INSERT INTO t VALUES (2, 1)"));
    }

    @Test
    void readsEveryKindOfTableInItsOwnOrder() {
        var file = SqliteFixture.database(
                folder.resolve("kinds.db"),
                "CREATE TABLE keyed (k TEXT PRIMARY KEY, v) WITHOUT ROWID",
                "INSERT INTO keyed VALUES ('b', 1), ('a', 2)",
                "CREATE TABLE odd (rowid TEXT, _rowid_ TEXT, oid TEXT)",
                "INSERT INTO odd VALUES (1, 2, 3)",
                "CREATE TABLE made (a INT, b AS (a + 1), c AS (a + 2) STORED)",
                "INSERT INTO made VALUES (1)",
                "CREATE VIRTUAL TABLE words USING fts5(text)",
                "INSERT INTO words VALUES ('one'), ('two')",
                "CREATE TABLE \"q\"\"uote\n\" (\"c\"\"ol\")",
                "INSERT INTO \"q\"\"uote\n\" VALUES (1)");
        var heard = new ArrayList<Long>();
        var contents = SqliteDatabase.at(file).contents(heard::add);
        assertThat(contents)
                .extracting(TableContent::name, TableContent::rows)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("keyed", 2L),
                        org.assertj.core.groups.Tuple.tuple("made", 1L),
                        org.assertj.core.groups.Tuple.tuple("odd", 1L),
                        org.assertj.core.groups.Tuple.tuple("q\"uote\n", 1L),
                        org.assertj.core.groups.Tuple.tuple("words", 2L));
        assertThat(SqliteDatabase.at(file).rowCounts())
                .containsExactly(
                        java.util.Map.entry("keyed", 2L),
                        java.util.Map.entry("made", 1L),
                        java.util.Map.entry("odd", 1L),
                        java.util.Map.entry("q\"uote\n", 1L),
                        java.util.Map.entry("words", 2L));
        assertThat(heard).endsWith(7L);
    }

    @Test
    void findsTheSameContentInTheSameRowsWhereverTheyLie() {
        var one = SqliteFixture.anyDatabase(folder.resolve("one.db"));
        var other = folder.resolve("other.db");
        SqliteFixture.database(one, "VACUUM INTO '" + other + "'");
        assertThat(SqliteDatabase.at(other).contents(rows -> {}))
                .isEqualTo(SqliteDatabase.at(one).contents(rows -> {}));
        SqliteFixture.database(other, "UPDATE chat SET raw = zeroblob(100) WHERE id = 250");
        assertThat(SqliteDatabase.at(other).contents(rows -> {}))
                .isNotEqualTo(SqliteDatabase.at(one).contents(rows -> {}));
    }

    private List<TableContent> content(String... statements) {
        return SqliteDatabase.at(SqliteFixture.database(folder.resolve("content-" + files++ + ".db"), statements))
                .contents(rows -> {});
    }
}
