package dev.varve.engine.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.fingerprint.Difference;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is the same must have the same fingerprint, whatever its history. */
class PostgresSameSchemaTest {

    @Test
    void anotherOrderAndWhatADumpWritesMakeTheSameFingerprint() {
        var grown = Server.anyDatabase()
                .execute(
                        "CREATE TABLE pet (id integer PRIMARY KEY)",
                        "ALTER TABLE pet ADD kind varchar(9) CONSTRAINT known CHECK (kind IN ('dog', 'it''s, a cat', '[x]'))",
                        "ALTER TABLE pet ADD gone integer",
                        "ALTER TABLE pet ADD owner integer",
                        "ALTER TABLE pet DROP gone",
                        "CREATE TABLE owner (id serial PRIMARY KEY)",
                        "ALTER TABLE pet ADD CONSTRAINT pet_owner FOREIGN KEY (owner) REFERENCES owner",
                        "CREATE INDEX by_kind ON pet (kind)",
                        "CREATE INDEX by_owner ON pet (owner)",
                        "CREATE VIEW dogs AS SELECT * FROM pet WHERE kind = 'dog'",
                        "ALTER TABLE owner SET (fillfactor = 90, autovacuum_enabled = false)",
                        "COMMENT ON TABLE pet IS 'a comment'",
                        "INSERT INTO owner DEFAULT VALUES");
        var check = grown.texts("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'known'");
        var view = grown.texts("SELECT pg_get_viewdef('dogs'::regclass)");

        var restored = Server.anyDatabase()
                .execute(
                        "CREATE TABLE owner (id integer NOT NULL) WITH (fillfactor = 90)",
                        "CREATE SEQUENCE owner_id_seq AS integer OWNED BY owner.id",
                        "ALTER TABLE owner ALTER id SET DEFAULT nextval('owner_id_seq')",
                        "CREATE TABLE pet (owner integer, kind varchar(9), id integer NOT NULL, CONSTRAINT known "
                                + check.getFirst() + ")",
                        "CREATE VIEW dogs AS " + view.getFirst(),
                        "CREATE INDEX by_owner ON pet USING btree (owner)",
                        "CREATE INDEX by_kind ON pet USING btree (kind)",
                        "ALTER TABLE ONLY owner ADD CONSTRAINT owner_pkey PRIMARY KEY (id)",
                        "ALTER TABLE ONLY pet ADD CONSTRAINT pet_pkey PRIMARY KEY (id)",
                        "ALTER TABLE ONLY pet ADD CONSTRAINT pet_owner FOREIGN KEY (owner) REFERENCES owner (id)");

        assertThat(restored.texts("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'known'"))
                .as("what PostgreSQL itself writes is not the same")
                .isNotEqualTo(check);
        var expected = Server.of(grown).schema();
        var found = Server.of(restored).schema();
        assertThat(Difference.between(expected, found).inWords()).isEmpty();
        assertThat(found.fingerprint()).isEqualTo(expected.fingerprint());
    }

    @Test
    void asksAsOftenForThreeHundredTablesAsForNone() throws SQLException {
        var statements = new ArrayList<String>();
        for (var table = 0; table < 300; table++) {
            statements.add("CREATE TABLE t" + table + " (id integer PRIMARY KEY, of integer REFERENCES t"
                    + Math.max(0, table - 1) + ", note text)");
        }
        var many = Server.anyDatabase().execute(String.join(";", statements));

        try (var none = Server.anyDatabase().open();
                var connection = many.open()) {
            var schema = new PostgresSchemaReader(connection).read();

            assertThat(schema.tables()).hasSize(300);
            assertThat(asked(connection)).isEqualTo(asked(none)).isLessThan(30);
        }
    }

    /** How many statements a look runs, counted by a proxy in the driver's place. */
    private static int asked(Connection connection) throws SQLException {
        var count = new AtomicInteger();
        var counting = (Connection) Proxy.newProxyInstance(
                PostgresSameSchemaTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("createStatement")) {
                        count.incrementAndGet();
                    }
                    return method.invoke(connection, arguments);
                });
        new PostgresSchemaReader(counting).read();
        return count.get();
    }
}
