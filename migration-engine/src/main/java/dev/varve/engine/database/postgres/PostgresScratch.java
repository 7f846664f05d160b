package dev.varve.engine.database.postgres;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * An empty database to throw away, on the server of a watched one and made as that was: encoding, collation, search path. A connection
 * is kept to it as long as it is needed: one without any was left by a look that was killed, and the next look drops it.
 */
public final class PostgresScratch implements AutoCloseable {

    /** By this an operator knows them. */
    public static final String PREFIX = "varve_scratch_";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 6;
    private static final int FORCE_SINCE = 130_000;

    /** Behind the prefix stands when it was made, in seconds: a minute is left to whoever is making one just now. */
    private static final String ABANDONED = """
            SELECT d.datname AS name FROM pg_catalog.pg_database d
            WHERE d.datname ~ '^varve_scratch_[0-9]{10}_[0-9a-f]{12}$' AND pg_has_role(d.datdba, 'MEMBER')
            AND split_part(d.datname, '_', 3)::bigint < extract(epoch FROM now()) - 60
            AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stat_activity a WHERE a.datname = d.datname)""";

    /** How the watched database was made; the names of these columns differ between releases. */
    private static final String MADE = """
            SELECT extract(epoch FROM now())::bigint AS now, current_setting('server_version_num') AS version, concat_ws(' ',
              'ENCODING', quote_literal(pg_encoding_to_char(d.encoding)), 'LC_COLLATE', quote_literal(d.datcollate),
              'LC_CTYPE', quote_literal(d.datctype), CASE to_jsonb(d) ->> 'datlocprovider'
                WHEN 'i' THEN 'LOCALE_PROVIDER icu ICU_LOCALE ' || quote_literal(COALESCE(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'))
                WHEN 'b' THEN 'LOCALE_PROVIDER builtin BUILTIN_LOCALE ' || quote_literal(to_jsonb(d) ->> 'datlocale') END) AS options
            FROM pg_catalog.pg_database d WHERE d.datname = current_database()""";

    private final PostgresDatabase watched;
    private final PostgresDatabase database;
    private final Connection kept;
    private final boolean canForce;

    private PostgresScratch(PostgresDatabase watched, PostgresDatabase database, Connection kept, boolean canForce) {
        this.watched = watched;
        this.database = database;
        this.kept = kept;
        this.canForce = canForce;
    }

    /**
     * Makes one, and drops what killed looks left.
     *
     * @throws SQLException with the state {@code 42501} if the role may not create databases
     */
    public static PostgresScratch like(PostgresDatabase watched) throws SQLException {
        try (var connection = watched.openForChanging()) {
            var rows = new Rows(connection);
            var made = rows.of(MADE).getFirst();
            var canForce = made.number("version") >= FORCE_SINCE;
            for (var left : rows.of(ABANDONED)) {
                execute(connection, "DROP DATABASE IF EXISTS " + PostgresNames.quoted(left.text("name")));
            }
            var name = PREFIX + made.text("now") + "_" + random();
            execute(
                    connection,
                    "CREATE DATABASE " + PostgresNames.quoted(name) + " TEMPLATE template0 " + made.text("options"));
            execute(connection, "ALTER DATABASE " + PostgresNames.quoted(name) + " SET search_path FROM CURRENT");
            var database = watched.named(name);
            return new PostgresScratch(watched, database, database.openForLooking(), canForce);
        }
    }

    private static String random() {
        var bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public PostgresDatabase database() {
        return database;
    }

    /** Drops it. A server before 13 may still see a connection that has just ended: then the next look drops it. */
    @Override
    public void close() throws SQLException {
        kept.close();
        try (var connection = watched.openForChanging()) {
            execute(
                    connection,
                    "DROP DATABASE IF EXISTS "
                            + PostgresNames.quoted(database.address().name()) + (canForce ? " WITH (FORCE)" : ""));
        }
    }
}
