package dev.varve.command.crash;

import java.util.List;
import java.util.stream.Stream;

/** What an application's release does to its database: three revisions over a first one that is there with its rows. */
enum MigrationSet implements Revisions {
    PLAIN_DDL(
            400,
            Script.of(
                    "tags",
                    "CREATE TABLE tags (id INTEGER PRIMARY KEY, word TEXT NOT NULL)",
                    "CREATE INDEX ix_tags_word ON tags (word)",
                    "CREATE TABLE labels (id INTEGER PRIMARY KEY, tag INTEGER)",
                    "CREATE INDEX ix_labels_tag ON labels (tag)"),
            Script.of(
                    "cities",
                    "ALTER TABLE people ADD COLUMN city INTEGER",
                    "CREATE TABLE cities (id INTEGER PRIMARY KEY, name TEXT)"),
            Script.of(
                    "states",
                    "ALTER TABLE orders ADD COLUMN state TEXT DEFAULT 'new'",
                    "CREATE INDEX ix_orders_state ON orders (state)")),
    BACKFILL(
            400,
            Script.of(
                    "initials",
                    "ALTER TABLE people ADD COLUMN initial TEXT",
                    "UPDATE people SET initial = substr(name, 1, 1)",
                    "CREATE INDEX ix_people_initial ON people (initial)"),
            Script.of(
                    "totals",
                    "CREATE TABLE totals (person INTEGER PRIMARY KEY, total INTEGER)",
                    "INSERT INTO totals SELECT person, sum(amount) FROM orders GROUP BY person",
                    "CREATE INDEX ix_totals_total ON totals (total)"),
            Script.of("raise", "UPDATE orders SET amount = amount + 1")),
    BATCH_REBUILD(
            400,
            Script.of(
                            "mail is wanted",
                            "CREATE TABLE people_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, mail TEXT NOT NULL,"
                                    + " rank INTEGER DEFAULT 0)",
                            "INSERT INTO people_new (id, name, mail) SELECT id, name, mail FROM people",
                            "DROP TABLE people",
                            "ALTER TABLE people_new RENAME TO people")
                    .inAlembic(
                            "with op.batch_alter_table('people') as batch:",
                            "    batch.add_column(sa.Column('rank', sa.Integer(), server_default='0'))",
                            "    batch.alter_column('mail', existing_type=sa.Text(), nullable=False)")
                    .outsideOfATransactionInFlyway(),
            Script.of("index", "CREATE INDEX ix_people_rank ON people (rank)"),
            Script.of(
                            "no notes",
                            "CREATE TABLE orders_new (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people (id),"
                                    + " amount INTEGER)",
                            "INSERT INTO orders_new SELECT id, person, amount FROM orders",
                            "DROP TABLE orders",
                            "ALTER TABLE orders_new RENAME TO orders")
                    .inAlembic("with op.batch_alter_table('orders') as batch:", "    batch.drop_column('note')")),
    MANY_ROWS(
            12_000,
            Script.of(
                    "archive",
                    "CREATE TABLE archive (id INTEGER PRIMARY KEY, person INTEGER, amount INTEGER, note TEXT)",
                    "INSERT INTO archive SELECT id, person, amount, note FROM orders",
                    "CREATE INDEX ix_archive_person ON archive (person)"),
            Script.of(
                    "longer notes",
                    "ALTER TABLE orders ADD COLUMN long_note TEXT",
                    "UPDATE orders SET long_note = note || ' of ' || person || ', paid'"),
            Script.of("index", "CREATE INDEX ix_orders_long_note ON orders (long_note)")),
    VIEWS_AND_KEYS(
            400,
            Script.of(
                    "watched",
                    "CREATE VIEW rich AS SELECT person FROM orders WHERE amount > 500",
                    "CREATE TABLE log (id INTEGER PRIMARY KEY, person INTEGER)",
                    "CREATE TRIGGER told AFTER INSERT ON people BEGIN INSERT INTO log (person) VALUES (new.id); END",
                    "CREATE UNIQUE INDEX ux_people_mail ON people (mail)"),
            Script.of(
                    "lines",
                    "CREATE TABLE lines (id INTEGER PRIMARY KEY,"
                            + " ordered INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE)",
                    "INSERT INTO lines (ordered) SELECT id FROM orders",
                    "DROP VIEW rich",
                    "CREATE VIEW rich AS SELECT person, sum(amount) AS total FROM orders GROUP BY person",
                    "INSERT INTO people (name, mail) VALUES ('late', 'late@example.org')"),
            Script.of(
                    "less",
                    "DROP TRIGGER told",
                    "CREATE INDEX ix_orders_big ON orders (amount) WHERE amount > 900",
                    "DROP INDEX ux_people_mail")),
    NESTED(
            400,
            Script.of(
                            "parts",
                            "CREATE TABLE parts (id INTEGER PRIMARY KEY, ordered INTEGER)",
                            "INSERT INTO parts (ordered) SELECT id FROM orders WHERE id % 3 = 0",
                            "INSERT INTO parts (ordered) SELECT id FROM orders WHERE id % 3 = 1",
                            "INSERT INTO parts (ordered) SELECT id FROM orders WHERE id % 3 = 2")
                    .inAlembic(
                            "op.execute('CREATE TABLE parts (id INTEGER PRIMARY KEY, ordered INTEGER)')",
                            "for part in range(3):",
                            "    with op.get_bind().begin_nested():",
                            "        op.execute(f'INSERT INTO parts (ordered) SELECT id FROM orders WHERE id % 3 = {part}')")
                    .outsideOfATransactionInFlyway(),
            Script.of(
                            "raise",
                            "ALTER TABLE orders ADD COLUMN raised INTEGER",
                            "UPDATE orders SET raised = amount + 1 WHERE id % 2 = 0",
                            "UPDATE orders SET raised = amount + 1 WHERE id % 2 = 1")
                    .inAlembic(
                            "op.execute('ALTER TABLE orders ADD COLUMN raised INTEGER')",
                            "for part in range(2):",
                            "    with op.get_bind().begin_nested():",
                            "        op.execute(f'UPDATE orders SET raised = amount + 1 WHERE id % 2 = {part}')")
                    .outsideOfATransactionInFlyway(),
            Script.of(
                            "raise once more, in halves",
                            "CREATE TABLE raises (percent INTEGER)",
                            "UPDATE orders SET amount = amount + 7 WHERE id % 2 = 0",
                            "UPDATE orders SET amount = amount + 7 WHERE id % 2 = 1")
                    .inAlembic(
                            "op.execute('CREATE TABLE raises (percent INTEGER)')",
                            "for part in range(2):",
                            "    with op.get_bind().begin_nested():",
                            "        op.execute(f'UPDATE orders SET amount = amount + 7 WHERE id % 2 = {part}')")
                    .outsideOfATransactionInFlyway()),
    /** Never the same twice: compared by schema and numbers of rows. */
    BY_CHANCE(
            400,
            Script.of(
                    "tokens",
                    "CREATE TABLE tokens (id INTEGER PRIMARY KEY, token TEXT, made TEXT)",
                    "INSERT INTO tokens SELECT id, hex(randomblob(8)), strftime('%Y-%m-%d %H.%M.%f', 'now') FROM people"),
            Script.of(
                            "keys",
                            "ALTER TABLE people ADD COLUMN secret TEXT",
                            "UPDATE people SET secret = hex(randomblob(4)) || random()")
                    .inAlembic(
                            "import uuid",
                            "op.execute('ALTER TABLE people ADD COLUMN secret TEXT')",
                            "op.execute(f\"UPDATE people SET secret = '{uuid.uuid4()}' || random()\")"),
            Script.of("index", "CREATE INDEX ix_tokens_token ON tokens (token)")),
    /** Takes its time; for faults that need a run to be under way, not one of the matrix. */
    SLOW(
            400,
            Script.of(
                    "slow",
                    "CREATE TABLE counted (n INTEGER)",
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <"
                            + " (SELECT 20000 * count(*) FROM orders)) INSERT INTO counted SELECT count(*) FROM n",
                    "CREATE INDEX ix_counted_n ON counted (n)"));

    /** Those of the matrix. */
    static List<MigrationSet> ofTheMatrix() {
        return Stream.of(values()).filter(set -> set != SLOW).toList();
    }

    /** The revision that stands in every database of the matrix. */
    private static final Script FIRST = Script.of(
            "people and orders",
            "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, mail TEXT)",
            "CREATE TABLE orders (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people (id), amount INTEGER, note TEXT)");

    private final int rows;
    /** Of records, made by {@code List.of}: nothing can be put into it. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Script> scripts;

    MigrationSet(int rows, Script... scripts) {
        this.rows = rows;
        this.scripts = List.of(scripts);
    }

    @Override
    public Script first() {
        return FIRST;
    }

    @Override
    public List<Script> pending() {
        return scripts;
    }

    /** What the application wrote since. */
    List<String> fill() {
        return List.of(
                numbers(rows / 4) + " INSERT INTO people SELECT i, 'person ' || i, 'p' || i || '@example.org' FROM n",
                numbers(rows) + " INSERT INTO orders SELECT i, 1 + i % " + rows / 4
                        + ", i * 7 % 1000, hex(i * 1103515245) || ' pieces' FROM n");
    }

    private static String numbers(int most) {
        return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + most + ")";
    }

    boolean isByChance() {
        return this == BY_CHANCE;
    }

    /** Told beforehand, or the upgrade is refused: a rebuilt table is dropped in between. */
    List<String> mayLose() {
        return this == BATCH_REBUILD ? List.of("people", "orders") : List.of();
    }
}
