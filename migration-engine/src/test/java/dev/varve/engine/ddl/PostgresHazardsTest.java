package dev.varve.engine.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresHazardsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BLOCKS_WRITES | CREATE INDEX ix ON users (name)",
                "BLOCKS_WRITES | CREATE UNIQUE INDEX ix ON users (name)",
                "BLOCKS_WRITES | ALTER TABLE chat ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id)",
                "BLOCKS_WRITES | ALTER TABLE chat ADD COLUMN user_id int REFERENCES users (id)",
                "BLOCKS_WRITES | UPDATE users SET name = lower(name)",
                "BLOCKS_EVERYBODY | DROP INDEX ix",
                "BLOCKS_EVERYBODY | REINDEX TABLE users",
                "BLOCKS_EVERYBODY | ALTER TABLE users ALTER COLUMN name SET NOT NULL",
                "BLOCKS_EVERYBODY | alter table only users add check (id > 0)",
                "BLOCKS_EVERYBODY | ALTER TABLE users ADD CONSTRAINT one UNIQUE (name)",
                "BLOCKS_EVERYBODY | ALTER TABLE users ADD PRIMARY KEY (id)",
                "BLOCKS_EVERYBODY | ALTER TABLE log DETACH PARTITION log_2024",
                "BLOCKS_EVERYBODY | REFRESH MATERIALIZED VIEW totals",
                "BLOCKS_EVERYBODY | LOCK TABLE users IN ACCESS EXCLUSIVE MODE",
                "REWRITES_TABLE | ALTER TABLE users ALTER COLUMN id TYPE bigint",
                "REWRITES_TABLE | ALTER TABLE users ALTER id SET DATA TYPE bigint USING id::bigint",
                "REWRITES_TABLE | ALTER TABLE users ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid()",
                "REWRITES_TABLE | ALTER TABLE users ADD COLUMN n bigserial",
                "REWRITES_TABLE | ALTER TABLE users ADD n int GENERATED ALWAYS AS (id * 2) STORED",
                "REWRITES_TABLE | ALTER TABLE users SET UNLOGGED",
                "REWRITES_TABLE | VACUUM (FULL) users",
                "BREAKS_RUNNING_CODE | ALTER TABLE users RENAME COLUMN name TO title",
                "BREAKS_RUNNING_CODE | ALTER TABLE users RENAME TO people",
                "LOSES_DATA | ALTER TABLE users DROP COLUMN name",
                "LOSES_DATA | ALTER TABLE users DROP name",
                "LOSES_DATA | DROP TABLE IF EXISTS users CASCADE",
                "LOSES_DATA | TRUNCATE users",
                "LOSES_DATA | DELETE FROM users",
            })
    void namesWhatAStatementDoesToThoseWhoUseTheDatabase(Hazard.Effect effect, String statement) {
        assertThat(PostgresHazards.of(statement)).extracting(Hazard::effect).containsExactly(effect);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY ix ON users (name)",
                "DROP INDEX CONCURRENTLY ix",
                "CREATE TABLE chat (id int PRIMARY KEY, user_id int REFERENCES users (id), CHECK (id > 0))",
                "ALTER TABLE users ADD COLUMN email text",
                "ALTER TABLE users ADD COLUMN seen timestamptz DEFAULT now()",
                "ALTER TABLE users ADD CONSTRAINT c CHECK (id > 0) NOT VALID",
                "ALTER TABLE users VALIDATE CONSTRAINT c",
                "ALTER TABLE users ADD CONSTRAINT one UNIQUE USING INDEX ix",
                "ALTER TABLE users ALTER COLUMN name DROP NOT NULL",
                "ALTER TABLE users ALTER COLUMN name DROP DEFAULT",
                "ALTER TABLE users DROP CONSTRAINT c",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY totals",
                "UPDATE users SET name = 'x' WHERE id = 1",
                "DELETE FROM users WHERE id = 1",
                "INSERT INTO notes VALUES ('DROP TABLE users; TRUNCATE users')",
                "SELECT 1 -- DROP TABLE users",
                "/* outer /* DROP TABLE a; */ TRUNCATE b; */ SELECT 1",
                "COMMENT ON TABLE users IS E'it\\'s; DROP TABLE users'",
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $body$ TRUNCATE users; $body$",
                "ALTER TABLE users ADD COLUMN \"set not null\" text",
            })
    void saysNothingOfWhatNobodyNotices(String statement) {
        assertThat(PostgresHazards.of(statement)).isEmpty();
    }

    @Test
    void readsAScriptStatementByStatementAndShowsEachWithoutItsValues() {
        var script = """
                -- the first
                UPDATE "Users" SET secret = 'hunter2';
                ALTER TABLE users
                    DROP COLUMN name,
                    ALTER COLUMN id TYPE bigint;
                """;

        assertThat(PostgresHazards.of(script))
                .extracting(Hazard::effect, Hazard::statement)
                .containsExactly(
                        tuple(Hazard.Effect.BLOCKS_WRITES, "update q_Users set secret = ?"),
                        tuple(
                                Hazard.Effect.REWRITES_TABLE,
                                "alter table users drop column name, alter column id type bigint"),
                        tuple(
                                Hazard.Effect.LOSES_DATA,
                                "alter table users drop column name, alter column id type bigint"));
    }

    @Test
    void doesNotWarnOfATableThatTheSameScriptMakes() {
        var script =
                "CREATE TABLE chat (id int); CREATE INDEX ix ON chat (id); ALTER TABLE chat ALTER COLUMN id SET NOT NULL;"
                        + "UPDATE chat SET id = 1; CREATE INDEX other ON users (id)";

        assertThat(PostgresHazards.of(script))
                .extracting(Hazard::statement)
                .isEqualTo(List.of("create index other on users (id)"));
    }

    @Test
    void cutsOffALongStatement() {
        var statement = PostgresHazards.of("TRUNCATE " + "a,".repeat(200) + "b")
                .getFirst()
                .statement();
        assertThat(statement).hasSize(122).endsWith(" …");
    }
}
