package dev.varve.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The schema of a store: created and brought up to date by Flyway, one process at a time. A row tells that there is nothing to do, so an
 * up-to-date store costs no start of Flyway, and a role that only records needs no right to change it.
 */
final class PostgresSchema {

    /** The last script's number, in the row likewise. */
    static final int VERSION = 1;

    private static final String SCRIPTS = "classpath:dev/varve/store/postgres";
    private static final int NONE = 0;
    /** {@code "varv"}, and then the work: not the key of an append, so that appends go on. */
    private static final long MIGRATION_LOCK = 0x76617276_00000001L;

    private final PostgresAddress address;
    private final PostgresErrors errors;

    PostgresSchema(PostgresAddress address) {
        this.address = address;
        this.errors = new PostgresErrors(address);
    }

    /** What tells this store from any other, also from one that was begun anew at the same address. */
    static String storeId(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT store_id FROM event_store")) {
            return row.next() ? row.getString(1) : "none";
        }
    }

    /** Creates what is missing. */
    void bringUpToDate() {
        try (var connection = address.connect(false)) {
            if (version(connection) == VERSION) {
                return;
            }
            try (var statement = connection.createStatement()) {
                // Held as long as this connection.
                statement.execute("SELECT pg_advisory_lock(" + MIGRATION_LOCK + ")");
            }
            int found = version(connection);
            if (found != VERSION) {
                migrate(connection, found);
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** @throws StoreMissing if there is no such schema */
    void requireCurrent() {
        try (var connection = address.connect(true)) {
            int found = version(connection);
            if (found == NONE) {
                throw new StoreMissing(address.inWords(), "no such schema, or nothing in it");
            }
            if (found != VERSION) {
                throw StoreNotPrepared.older(address.inWords(), VERSION, found);
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private int version(Connection connection) throws SQLException {
        if (tables(connection, "relname = 'event_store'") == 0) {
            int foreign = tables(connection, "relname NOT LIKE 'flyway%'");
            if (foreign > 0) {
                throw new NotAnEventStore(address.inWords(), foreign + " tables of somebody else", null);
            }
            return NONE;
        }
        // By its full name: without the right to use the schema, a search path would pass it by in silence.
        int found = number(connection, "SELECT schema_version FROM \"" + address.schema() + "\".event_store");
        if (found > VERSION) {
            throw new StoreIsNewer(address.inWords(), VERSION, found);
        }
        return found;
    }

    /** From the catalogue, which every role may read. */
    private int tables(Connection connection, String which) throws SQLException {
        try (var count = connection.prepareStatement("SELECT count(*) FROM pg_class c JOIN pg_namespace n"
                + " ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND "
                + which)) {
            count.setString(1, address.schema());
            try (var row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : NONE;
        }
    }

    private void migrate(Connection connection, int found) throws SQLException {
        requireUtf8(connection);
        try {
            Flyway.configure(PostgresSchema.class.getClassLoader())
                    .dataSource(address.migrating())
                    .locations(SCRIPTS)
                    .schemas(address.schema())
                    .loggers("slf4j")
                    .installedBy("varve")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            if (PostgresErrors.isForbidden(e)) {
                throw StoreNotPrepared.forbidden(
                        address.inWords(),
                        VERSION,
                        found,
                        connection.getMetaData().getUserName(),
                        e);
            }
            throw errors.unavailable(e, "to create the event store in " + address.inWords(), "check the server's log");
        }
    }

    private void requireUtf8(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW server_encoding")) {
            row.next();
            if (!row.getString(1).equals("UTF8")) {
                throw new NotAnEventStore(
                        address.inWords(), "a database in " + row.getString(1) + " instead of UTF8", null);
            }
        }
    }

    private EventStoreUnavailable unavailable(SQLException e) {
        return errors.unavailable(e, "to open " + address.inWords(), "check the server, then run again");
    }
}
