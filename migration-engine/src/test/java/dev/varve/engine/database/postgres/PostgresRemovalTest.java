package dev.varve.engine.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Facet.Kind;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The statements run on a real server: what they leave is what was there before. */
class PostgresRemovalTest {

    private PostgresTestDatabase database;
    private PostgresDatabase watched;

    @BeforeEach
    void make() {
        database = PostgresServer.shared().database();
        watched = Server.of(database);
        database.execute(
                "CREATE SCHEMA kept",
                "CREATE TABLE kept.\"od.d \"\"one\" (id int PRIMARY KEY, other int, name text)",
                "INSERT INTO kept.\"od.d \"\"one\" VALUES (1, 2, 'x')");
    }

    private void takesAwayAgain(String... statements) {
        var before = watched.schema();
        database.execute(statements);
        var surplus = Difference.between(before, watched.schema()).surplus();

        var removal = PostgresRemoval.statements(surplus).orElseThrow();
        assertThat(removal).noneMatch(sql -> sql.contains("CASCADE"));
        database.execute(removal.toArray(String[]::new));

        assertThat(watched.schema()).isEqualTo(before);
        assertThat(database.texts("SELECT count(*) FROM kept.\"od.d \"\"one\"")).containsExactly("1");
    }

    @Test
    void takesAwayWhateverHangsOnEachOther() {
        takesAwayAgain(
                "CREATE SCHEMA \"New schema\"",
                "CREATE TYPE \"New schema\".mood AS ENUM ('sad', 'ok')",
                "CREATE DOMAIN \"New schema\".money AS numeric(10, 2) CHECK (VALUE > 0)",
                "CREATE FUNCTION \"New schema\".twice(i int, VARIADIC m \"New schema\".mood[]) RETURNS int LANGUAGE sql AS 'SELECT i * 2'",
                "CREATE FUNCTION \"New schema\".touched() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "CREATE PROCEDURE \"New schema\".nothing() LANGUAGE sql AS ''",
                "CREATE TABLE \"New schema\".b (id serial PRIMARY KEY, m \"New schema\".mood, p \"New schema\".money)",
                "CREATE TABLE \"New schema\".a (id bigint GENERATED ALWAYS AS IDENTITY, b int REFERENCES \"New schema\".b)",
                "CREATE TABLE \"New schema\".parted (id int) PARTITION BY RANGE (id)",
                "CREATE TABLE \"New schema\".parted_1 PARTITION OF \"New schema\".parted FOR VALUES FROM (1) TO (2)",
                "CREATE INDEX ON \"New schema\".parted (id)",
                "CREATE SEQUENCE counter",
                "CREATE VIEW v AS SELECT id FROM \"New schema\".a",
                "CREATE VIEW w AS SELECT id FROM v",
                "CREATE MATERIALIZED VIEW m AS SELECT id FROM w",
                "CREATE INDEX m_id ON m (id)",
                "CREATE TRIGGER touch BEFORE UPDATE ON kept.\"od.d \"\"one\" FOR EACH ROW EXECUTE FUNCTION \"New schema\".touched()");
    }

    @Test
    void takesAwayWhatWasAddedToATableThatStays() {
        takesAwayAgain(
                "ALTER TABLE kept.\"od.d \"\"one\" ADD COLUMN \"new; one\" int DEFAULT 3",
                "ALTER TABLE kept.\"od.d \"\"one\" ADD CONSTRAINT positive CHECK (other > 0)",
                "ALTER TABLE kept.\"od.d \"\"one\" ADD CONSTRAINT \"un\"\"ique\" UNIQUE (other)",
                "CREATE TABLE pointing (other int REFERENCES kept.\"od.d \"\"one\" (other))",
                "ALTER TABLE kept.\"od.d \"\"one\" ADD CONSTRAINT self FOREIGN KEY (other) REFERENCES kept.\"od.d \"\"one\" (other) NOT VALID",
                "CREATE INDEX \"an index\" ON kept.\"od.d \"\"one\" (name)",
                "CREATE INDEX of_the_new ON kept.\"od.d \"\"one\" (\"new; one\")",
                "CREATE POLICY mine ON kept.\"od.d \"\"one\" USING (true)",
                "CREATE RULE quiet AS ON DELETE TO kept.\"od.d \"\"one\" DO ALSO NOTHING");
    }

    @Test
    void leavesAloneWhatItCannotNameSafely() {
        assertThat(PostgresRemoval.statements(
                        List.of(new Facet(Kind.ROUTINE, "f(x); DROP TABLE y; --()", "f(x); DROP TABLE y; --()", ""))))
                .isEmpty();
        assertThat(PostgresRemoval.statements(List.of(new Facet(Kind.GRANT, "people", "to clerk", "SELECT"))))
                .isEmpty();
    }
}
