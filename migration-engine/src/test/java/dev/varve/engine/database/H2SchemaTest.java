package dev.varve.engine.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2SchemaTest {

    @TempDir
    Path folder;

    private int made;

    private Schema schema(String... statements) {
        return H2Fixture.database(folder.resolve("schema" + made++ + ".mv.db"), statements)
                .schema();
    }

    private List<String> difference(String expected, String found) {
        return Difference.between(schema(expected.split(";", -1)), schema(found.split(";", -1)))
                .inWords();
    }

    @Test
    void isTheSameInWhateverOrderItWasMade() {
        var one = schema(
                "CREATE TABLE a (id INT PRIMARY KEY, name VARCHAR(10) UNIQUE, n INT CHECK (n > 0))",
                "CREATE TABLE b (id INT PRIMARY KEY, a_id INT REFERENCES a (id), UNIQUE (a_id, id))",
                "CREATE INDEX ON b (a_id)");
        var other = schema(
                "create table gone (x int primary key, y int unique, check (x > y))",
                "create table B (A_ID int, ID int, unique (a_id, id), primary key (id))",
                "drop table gone",
                "create table A (NAME varchar(10), N int, ID int not null)",
                "alter table a add check (n > 0)",
                "alter table a add primary key (id)",
                "alter table a add unique (name)",
                "create index on b (a_id)",
                "alter table b add foreign key (a_id) references a (id)");

        assertThat(Difference.between(one, other).inWords()).isEmpty();
        assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
    }

    @Test
    void countsEveryKindOfObject() {
        var schema = schema(
                "CREATE SCHEMA app",
                "CREATE DOMAIN mail AS VARCHAR(100) DEFAULT 'x@y' CHECK (VALUE LIKE '%@%')",
                "CREATE SEQUENCE sq START WITH 5 INCREMENT BY 2",
                "CREATE TABLE app.t (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, m mail, e ENUM('a', 'b'),"
                        + " l INT ARRAY, g INT GENERATED ALWAYS AS (1 + 1), d DECIMAL(10, 2) DEFAULT 1.5 NOT NULL,"
                        + " s BIGINT DEFAULT NEXT VALUE FOR sq, CONSTRAINT positive CHECK (d > 0), CONSTRAINT one UNIQUE (m))",
                "CREATE UNIQUE INDEX ux ON app.t (d DESC, s)",
                "CREATE VIEW v AS SELECT id FROM app.t",
                "CREATE ALIAS absolute FOR 'java.lang.Math.abs(int)'",
                "CREATE TRIGGER tr BEFORE INSERT ON app.t FOR EACH ROW CALL"
                        + " 'dev.varve.engine.database.H2SchemaTest$Nothing'");

        assertThat(schema.facets())
                .contains(
                        new Facet(Facet.Kind.SCHEMA, "APP", "APP", ""),
                        new Facet(Facet.Kind.DOMAIN, "MAIL", "MAIL", "CHARACTER VARYING(100) DEFAULT 'x@y'"),
                        new Facet(
                                Facet.Kind.SEQUENCE, "SQ", "SQ", "BIGINT from 5 by 2 within 1 and 9223372036854775807"),
                        new Facet(Facet.Kind.TABLE, "APP.T", "APP.T", ""),
                        new Facet(Facet.Kind.COLUMN, "APP.T", "ID", "BIGINT NOT NULL IDENTITY always from 1 by 1"),
                        new Facet(Facet.Kind.COLUMN, "APP.T", "M", "MAIL"),
                        new Facet(Facet.Kind.COLUMN, "APP.T", "E", "ENUM('a', 'b')"),
                        new Facet(Facet.Kind.COLUMN, "APP.T", "L", "INTEGER ARRAY"),
                        new Facet(Facet.Kind.COLUMN, "APP.T", "D", "DECIMAL(10, 2) NOT NULL DEFAULT 1.5"),
                        new Facet(Facet.Kind.PRIMARY_KEY, "APP.T", "(ID)", "(ID)"),
                        new Facet(Facet.Kind.UNIQUE, "APP.T", "ONE", "(M)"),
                        new Facet(Facet.Kind.CHECK, "APP.T", "POSITIVE", "\"D\" > CAST(0 AS NUMERIC(1))"),
                        new Facet(Facet.Kind.INDEX, "APP.T", "UX", "unique (D desc, S)"),
                        new Facet(Facet.Kind.ROUTINE, "ABSOLUTE", "ABSOLUTE", "function java.lang.Math.abs(int)"));
        assertThat(schema.facets()).extracting(Facet::kind).contains(Facet.Kind.VIEW, Facet.Kind.TRIGGER);
    }

    /** What the trigger of a test calls. */
    public static final class Nothing implements org.h2.api.Trigger {
        @Override
        public void fire(java.sql.Connection connection, Object[] before, Object[] after) {
            // nothing
        }
    }

    @Test
    void tellsInWordsWhatDiffers() {
        assertThat(difference(
                        "CREATE TABLE chat (id INT PRIMARY KEY, meta VARCHAR(10))",
                        "CREATE TABLE chat (id INT PRIMARY KEY);CREATE INDEX ix_chat ON chat (id)"))
                .containsExactly("table CHAT: column META missing; index IX_CHAT added");
        assertThat(difference("CREATE TABLE t (a INT)", "CREATE TABLE t (a BIGINT NOT NULL)"))
                .containsExactly("table T: column A differs: expected INTEGER, found BIGINT NOT NULL");
        assertThat(
                        difference(
                                "CREATE TABLE p (id INT PRIMARY KEY);CREATE TABLE c (p INT REFERENCES p (id))",
                                "CREATE TABLE p (id INT PRIMARY KEY);CREATE TABLE c (p INT REFERENCES p (id) ON DELETE CASCADE)"))
                .containsExactly("table C: foreign key (P) references P(ID) differs: expected (P) references P(ID),"
                        + " found (P) references P(ID) on delete cascade");
        assertThat(difference("CREATE SCHEMA app", "CREATE SEQUENCE sq"))
                .containsExactly("schema APP missing", "sequence SQ added");
    }

    @Test
    void countsNoNumberThatRowsMoved() {
        var made = "CREATE TABLE t (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, a INT);CREATE SEQUENCE sq";
        assertThat(difference(
                        made, made + ";INSERT INTO t (a) SELECT 1 FROM SYSTEM_RANGE(1, 99);VALUES NEXT VALUE FOR sq"))
                .isEmpty();
    }

    @Test
    void readsTheSameBeforeAndAfterItWasClosed() throws Exception {
        var database = H2Fixture.database(folder.resolve("once.mv.db"));
        Schema open;
        try (var watch = database.watch()) {
            H2Fixture.with(
                    database,
                    "CREATE TABLE p (id INT PRIMARY KEY, d DECIMAL(10, 2) DEFAULT 1 + 1, t TIMESTAMP DEFAULT CURRENT_TIMESTAMP,"
                            + " n VARCHAR(10) DEFAULT CONCAT('a', 'b'), CHECK (d > 0 AND n IN ('a', 'b') OR LENGTH(n) < 3))",
                    "CREATE TABLE c (p INT, l INT GENERATED ALWAYS AS (p * 2 + 1), FOREIGN KEY (p) REFERENCES p)",
                    "CREATE VIEW v AS SELECT p.id, COUNT(*) c FROM p JOIN c ON c.p = p.id WHERE d BETWEEN 1 AND 2"
                            + " GROUP BY p.id HAVING COUNT(*) > 1 ORDER BY 1",
                    "ALTER TABLE p ALTER COLUMN n RENAME TO m",
                    "ALTER TABLE p ADD COLUMN x INT DEFAULT 7 NOT NULL");
            open = database.schema();
            assertThat(watch.changedSince(null)).isFalse();
        }
        assertThat(Difference.between(open, database.schema()).inWords()).isEmpty();
    }

    @Test
    void readsADatabaseThatFoldsNamesToLowerCaseAsWell() {
        var lower = H2Fixture.with(
                H2Database.at(
                        folder.resolve("lower.mv.db"),
                        Map.of("MODE", "PostgreSQL", "DATABASE_TO_LOWER", "TRUE"),
                        H2Login.DEFAULT),
                "CREATE TABLE chat (id INT PRIMARY KEY, title TEXT)",
                "CREATE INDEX ix_chat ON chat (id)",
                "INSERT INTO chat VALUES (1, 'a')",
                "CREATE TABLE note (text VARCHAR(10))",
                "INSERT INTO note VALUES ('b'), ('a')");

        assertThat(lower.schema().facets())
                .contains(
                        new Facet(Facet.Kind.TABLE, "chat", "chat", ""),
                        new Facet(Facet.Kind.PRIMARY_KEY, "chat", "(id)", "(id)"),
                        new Facet(Facet.Kind.INDEX, "chat", "ix_chat", "(id)"));
        assertThat(lower.contents(rows -> {})).extracting(TableContent::rows).containsExactly(1L, 2L);
    }
}
