package dev.varve.command.crash;

import java.util.List;

/** What a release does to a database on PostgreSQL, by what decides there which statements stand or fall together. */
enum PostgresSet implements Revisions {
    /** Alembic's default: one transaction over all pending revisions. */
    ONE_TRANSACTION(Tool.ALEMBIC, Together.SCRIPTS),
    /** Each revision its own, by {@code transaction_per_migration}. */
    TRANSACTION_EACH(Tool.ALEMBIC, Together.SCRIPTS),
    /** Blocks outside of a transaction, which also commit what stood before them. */
    AUTOCOMMIT_BLOCKS(
            Tool.ALEMBIC,
            List.of(
                    Script.of("initials")
                            .inAlembic(
                                    "op.execute('ALTER TABLE people ADD COLUMN initial text')",
                                    "with op.get_context().autocommit_block():",
                                    "    for half in range(2):",
                                    "        op.execute(f'UPDATE people SET initial = left(name, 1) WHERE id % 2 = {half}')",
                                    "op.execute('CREATE TABLE totals (person bigint PRIMARY KEY, total bigint)')"),
                    Script.of("index")
                            .inAlembic(
                                    "with op.get_context().autocommit_block():",
                                    "    op.execute('CREATE INDEX CONCURRENTLY ix_orders_person ON orders (person)')",
                                    "op.execute('INSERT INTO totals SELECT person, sum(amount) FROM orders GROUP BY person')"),
                    Script.of("sizes")
                            .inAlembic(
                                    "with op.get_context().autocommit_block():",
                                    "    op.execute(\"ALTER TYPE size ADD VALUE 'huge'\")",
                                    "op.execute(\"ALTER TABLE orders ADD COLUMN size size DEFAULT 'huge'\")"))),
    /** Flyway's default: each script its own. */
    SCRIPTS_IN_TRANSACTIONS(Tool.FLYWAY, Together.SCRIPTS),
    /** {@code executeInTransaction=false}, as what PostgreSQL refuses inside of one needs. */
    SCRIPTS_WITHOUT(
            Tool.FLYWAY,
            List.of(
                    Script.of(
                                    "initials",
                                    "ALTER TABLE people ADD COLUMN initial text",
                                    "UPDATE people SET initial = left(name, 1) WHERE id % 2 = 0",
                                    "UPDATE people SET initial = left(name, 1) WHERE id % 2 = 1",
                                    "CREATE TABLE totals (person bigint PRIMARY KEY, total bigint)")
                            .outsideOfATransactionInFlyway(),
                    Script.of(
                                    "index",
                                    "CREATE INDEX CONCURRENTLY ix_orders_person ON orders (person)",
                                    "INSERT INTO totals SELECT person, sum(amount) FROM orders GROUP BY person",
                                    "ALTER TYPE size ADD VALUE 'huge'")
                            .outsideOfATransactionInFlyway(),
                    Script.of("sizes", "ALTER TABLE orders ADD COLUMN size size DEFAULT 'huge'")));

    private final Tool tool;
    /** Of records, made by {@code List.of}: nothing can be put into it. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Script> scripts;

    PostgresSet(Tool tool, List<Script> scripts) {
        this.tool = tool;
        this.scripts = scripts;
    }

    /** What a transaction can hold. */
    private static final class Together {

        static final List<Script> SCRIPTS = List.of(
                Script.of(
                        "initials",
                        "ALTER TABLE people ADD COLUMN initial text",
                        "UPDATE people SET initial = left(name, 1)",
                        "CREATE INDEX ix_people_initial ON people (initial)"),
                Script.of(
                        "totals",
                        "CREATE TABLE totals (person bigint PRIMARY KEY, total bigint)",
                        "INSERT INTO totals SELECT person, sum(amount) FROM orders GROUP BY person",
                        // No rollback takes a sequence back: an identity of its own would differ after a second try,
                        // plain tool or not.
                        "SELECT nextval('people_id_seq')",
                        "INSERT INTO people (id, name, mail) VALUES (501, 'late', 'late@example.org')"),
                Script.of(
                        "raise",
                        "UPDATE orders SET amount = amount + 1",
                        "CREATE TYPE mood AS ENUM ('sad', 'ok')",
                        "ALTER TABLE people ADD COLUMN mood mood DEFAULT 'ok'"));
    }

    Tool tool() {
        return tool;
    }

    @Override
    public Script first() {
        return Script.of(
                "people and orders",
                "CREATE TYPE size AS ENUM ('small', 'large')",
                "CREATE TABLE people (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name text NOT NULL, mail text UNIQUE)",
                "CREATE TABLE orders (id integer PRIMARY KEY, person bigint NOT NULL REFERENCES people, amount integer, note text)");
    }

    @Override
    public List<Script> pending() {
        return scripts;
    }

    /** What the application wrote since. */
    List<String> fill() {
        return List.of(
                "INSERT INTO people (name, mail) SELECT 'person ' || i, 'p' || i || '@example.org' FROM generate_series(1, 500) i",
                "INSERT INTO orders SELECT i, 1 + i % 500, i * 7 % 1000, md5(i::text) FROM generate_series(1, 2000) i");
    }
}
