package dev.varve.engine.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SqliteSchemaTest {

    private static final String PLAIN =
            "CREATE TABLE chat (id INTEGER NOT NULL, title VARCHAR(255) DEFAULT 'new' NOT NULL, user_id TEXT, score INT DEFAULT 1,"
                    + " CONSTRAINT pk_chat PRIMARY KEY (id), CONSTRAINT uq UNIQUE (title, user_id),"
                    + " FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE, CHECK (score > 0 AND score <> 7))";
    private static final String USER = "CREATE TABLE user (id TEXT NOT NULL PRIMARY KEY, name TEXT COLLATE NOCASE)";
    private static final String INDEX = "CREATE INDEX ix_chat ON chat (user_id, lower(title) DESC) WHERE score = 1";

    @TempDir
    Path folder;

    private int files;

    static Stream<Arguments> spellingsOfTheSame() {
        return Stream.of(
                same("white space and comments", PLAIN, PLAIN.replace(", ", " ,\n\t/* x */ -- y\n  ")),
                same(
                        "quotes",
                        PLAIN,
                        PLAIN.replace("title", "\"title\"")
                                .replace("user_id", "[user_id]")
                                .replace(" user ", " `user` ")),
                same(
                        "case of keywords and types",
                        PLAIN,
                        PLAIN.replace("INTEGER", "integer")
                                .replace("CREATE TABLE", "create table")
                                .replace("CHECK", "check")
                                .replace("AND", "and")
                                .replace("VARCHAR", "varchar")),
                same(
                        "parentheses around a default",
                        PLAIN,
                        PLAIN.replace("DEFAULT 1", "DEFAULT (1)").replace("DEFAULT 'new'", "DEFAULT (('new'))")),
                same("a default string in double quotes", PLAIN, PLAIN.replace("DEFAULT 'new'", "DEFAULT \"new\"")),
                same(
                        "parentheses in a check",
                        PLAIN,
                        PLAIN.replace("score > 0 AND score <> 7", "((score > 0) AND ((score) != (7)))")),
                same(
                        "key written with its column",
                        "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT UNIQUE CHECK (b <> ''))",
                        "CREATE TABLE t (a INTEGER, b TEXT, CHECK (b <> ''), PRIMARY KEY (a), UNIQUE (b))"),
                same("order of columns", "CREATE TABLE t (a INT, b TEXT)", "CREATE TABLE t (b TEXT, a INT)"),
                same(
                        "what is the default anyway",
                        "CREATE TABLE t (a INT, b TEXT REFERENCES u(x))",
                        "CREATE TABLE t (a INT NULL DEFAULT NULL COLLATE BINARY, b TEXT REFERENCES u(x) ON DELETE NO ACTION ON UPDATE NO ACTION MATCH SIMPLE NOT DEFERRABLE)"),
                same(
                        "parent key not named",
                        USER + ";CREATE TABLE t (a TEXT REFERENCES user)",
                        USER + ";CREATE TABLE t (a TEXT REFERENCES user(id))"),
                same(
                        "column added later",
                        "CREATE TABLE t (a INT);ALTER TABLE t ADD COLUMN b TEXT DEFAULT 'x' NOT NULL",
                        "CREATE TABLE t (a INT, b TEXT NOT NULL DEFAULT 'x')"),
                same(
                        "index spelling",
                        PLAIN + ";" + INDEX,
                        PLAIN
                                + ";create index if not exists ix_chat on \"chat\"(\"user_id\" asc, LOWER ( [title] ) desc) where (SCORE==1)"),
                same(
                        "view spelling",
                        "CREATE VIEW v AS SELECT 1 AS a",
                        "create view if not exists [v] as  select 1 as \"a\" -- c"),
                same(
                        "trigger spelling",
                        PLAIN + ";CREATE TRIGGER tr AFTER INSERT ON chat BEGIN SELECT 1; END",
                        PLAIN + ";create trigger \"tr\" after insert on [chat] for each row begin select 1 ; end"),
                same(
                        "generated column",
                        "CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (a+1) STORED)",
                        "CREATE TABLE t (a INT, b INT AS ((a + 1)) STORED)"));
    }

    private static Arguments same(String what, String one, String other) {
        return Arguments.of(what, one, other);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spellingsOfTheSame")
    void takesSpellingsOfTheSameForEqual(String what, String one, String other) {
        assertThat(Difference.between(schema(one), schema(other)).inWords())
                .as(what)
                .isEmpty();
        assertThat(schema(one).fingerprint()).isEqualTo(schema(other).fingerprint());
        assertThat(schema(one).facets()).isNotEmpty();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                changed(
                        "VARCHAR(255)",
                        "VARCHAR(256)",
                        "table chat: column title differs: expected VARCHAR(255) NOT NULL DEFAULT 'new', found VARCHAR(256) NOT NULL DEFAULT 'new'"),
                changed(
                        "DEFAULT 'new'",
                        "DEFAULT 'New'",
                        "table chat: column title differs: expected VARCHAR(255) NOT NULL DEFAULT 'new', found VARCHAR(255) NOT NULL DEFAULT 'New'"),
                changed("DEFAULT 1", "", "table chat: column score differs: expected INT DEFAULT 1, found INT"),
                changed(
                        "user_id TEXT",
                        "user_id TEXT NOT NULL",
                        "table chat: column user_id differs: expected TEXT, found TEXT NOT NULL"),
                changed(
                        "user_id TEXT,",
                        "user_id TEXT COLLATE NOCASE,",
                        "column user_id differs: expected TEXT, found TEXT COLLATE nocase"),
                changed(
                        "ON DELETE CASCADE",
                        "ON DELETE SET NULL",
                        "table chat: foreign key (user_id) references user(id) differs: expected (user_id) references user(id) on delete cascade, found (user_id) references user(id) on delete set null"),
                changed(
                        "ON DELETE CASCADE",
                        "ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
                        "on delete cascade, found"),
                changed(
                        "score > 0",
                        "score > 1",
                        "check score > 0 and score <> 7 missing; check score > 1 and score <> 7 added"),
                changed(
                        "CONSTRAINT uq UNIQUE (title, user_id)",
                        "CONSTRAINT uq UNIQUE (user_id, title)",
                        "unique uq differs: expected (title, user_id), found (user_id, title)"),
                changed(
                        "PRIMARY KEY (id)",
                        "PRIMARY KEY (id, title)",
                        "primary key (id) missing; primary key (id, title) added"),
                changed("CONSTRAINT pk_chat ", "", "primary key (id) differs: expected (id) named pk_chat, found (id)"),
                changed(
                        "score <> 7))",
                        "score <> 7)) WITHOUT ROWID",
                        "table chat differs: expected an ordinary table, found without rowid"),
                changed(
                        "lower(title) DESC",
                        "lower(title)",
                        "table chat: index ix_chat differs: expected (user_id, lower(title) desc) where score = 1, found (user_id, lower(title)) where score = 1"),
                changed("WHERE score = 1", "WHERE score = 2", "index ix_chat differs"),
                changed(
                        "CREATE INDEX",
                        "CREATE UNIQUE INDEX",
                        "expected (user_id, lower(title) desc) where score = 1, found unique (user_id"),
                changed(
                        " COLLATE NOCASE",
                        "",
                        "table user: column name differs: expected TEXT COLLATE nocase, found TEXT"),
                changed("SELECT 1", "SELECT 2", "view v differs: expected as select 1, found as select 2"),
                changed(
                        "AFTER INSERT",
                        "BEFORE INSERT",
                        "trigger tr differs: expected after insert on chat begin select 9; end, found before insert on chat begin select 9; end"),
                changed(
                        "a + 1) STORED",
                        "a + 2) STORED",
                        "table g: column b differs: expected INT AS a + 1 stored, found INT AS a + 2 stored"));
    }

    private static Arguments changed(String from, String to, String words) {
        return Arguments.of(from, to, words);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("changes")
    void tellsEachSingleChangeInWords(String from, String to, String words) {
        var all = String.join(
                ";",
                USER,
                PLAIN,
                INDEX,
                "CREATE VIEW v AS SELECT 1",
                "CREATE TRIGGER tr AFTER INSERT ON chat BEGIN SELECT 9; END",
                "CREATE TABLE g (a INT, b INT AS (a + 1) STORED)");
        assertThat(all).contains(from);
        var difference = Difference.between(schema(all), schema(all.replace(from, to)));
        assertThat(difference.inWords()).singleElement().asString().contains(words);
    }

    @Test
    void doesNotCareInWhichOrderThingsWereMade() {
        var tables =
                new ArrayList<>(List.of(USER, PLAIN, "CREATE TABLE extra (a)", "CREATE VIEW v AS SELECT * FROM extra"));
        var indexes =
                new ArrayList<>(List.of(INDEX, "CREATE UNIQUE INDEX u ON user (name)", "CREATE INDEX z ON chat (id)"));
        var expected = schema(String.join(";", tables) + ";" + String.join(";", indexes))
                .fingerprint();
        var random = new Random(7);
        for (var round = 0; round < 20; round++) {
            Collections.shuffle(tables, random);
            Collections.shuffle(indexes, random);
            assertThat(schema(String.join(";", tables) + ";" + String.join(";", indexes))
                            .fingerprint())
                    .isEqualTo(expected);
        }
    }

    @Test
    void takesATableRebuiltByABatchMigrationForTheSame() {
        var direct = schema(USER + ";" + PLAIN + ";CREATE INDEX ix ON chat (title)");
        var rebuilt = schema(USER
                + ";CREATE TABLE chat (id INTEGER NOT NULL, title VARCHAR(255));"
                + PLAIN.replace("CREATE TABLE chat", "CREATE TABLE _alembic_tmp_chat")
                + ";INSERT INTO _alembic_tmp_chat (id, title) SELECT id, title FROM chat;DROP TABLE chat"
                + ";ALTER TABLE _alembic_tmp_chat RENAME TO chat;CREATE INDEX ix ON chat (title)");
        assertThat(Difference.between(direct, rebuilt).inWords()).isEmpty();
    }

    @Test
    void tellsAllThatIsWrongWithOneTableInOneSentence() {
        var expected = schema("CREATE TABLE chat (id INT, meta TEXT)");
        var found = schema("CREATE TABLE chat (id INT);CREATE INDEX ix_chat_user ON chat (id);CREATE TABLE other (a)");
        assertThat(Difference.between(expected, found).inWords())
                .containsExactly("table chat: column meta missing; index ix_chat_user added", "table other added");
    }

    @Test
    void countsNeitherSqlitesOwnTablesNorTheShadowsOfVirtualOnes() {
        var schema =
                schema("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT);CREATE VIRTUAL TABLE f USING fts5(a, b)"
                        + ";INSERT INTO t DEFAULT VALUES;ANALYZE");
        assertThat(schema.tables()).containsExactly("f", "t");
        assertThat(schema.facets())
                .contains(new Facet(Facet.Kind.PRIMARY_KEY, "t", "(id)", "(id) autoincrement"))
                .contains(new Facet(Facet.Kind.TABLE, "f", "f", "virtual using fts5(a, b)"));
    }

    @Test
    void readsNamesThatTryToEscape() {
        var name = "a\"b'c [d] `e`;\n-- ü";
        var quoted = SqliteNames.quoted(name);
        var schema = SqliteDatabase.at(SqliteFixture.database(
                        folder.resolve("hostile '\" ?#%20\n.db"),
                        "CREATE TABLE " + quoted + " (" + quoted + " TEXT CHECK (" + quoted + " <> '--'), x INT)",
                        "CREATE INDEX " + SqliteNames.quoted("i" + name) + " ON " + quoted + " (" + quoted + ")"))
                .schema();
        assertThat(schema.tables()).containsExactly(name);
        assertThat(schema.facets()).extracting(Facet::name).contains(name, "i" + name, "x");
    }

    private Schema schema(String statements) {
        var file = folder.resolve("schema-" + files++ + ".db");
        try (var connection = SqliteFixture.connect(file);
                var statement = connection.createStatement()) {
            statement.executeUpdate(statements);
        } catch (java.sql.SQLException failed) {
            throw new IllegalStateException(statements, failed);
        }
        return SqliteDatabase.at(file).schema();
    }
}
