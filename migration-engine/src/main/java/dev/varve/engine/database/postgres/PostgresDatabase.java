package dev.varve.engine.database.postgres;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.Health;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A database on a PostgreSQL server, version 12 or newer. Looking is one read-only transaction, which sees one state and keeps nobody
 * from writing; it waits no longer than five seconds for a lock.
 */
public final class PostgresDatabase implements Database {

    private static final String IDENTITY = """
            SELECT (SELECT system_identifier FROM pg_catalog.pg_control_system()) || ':' || d.oid
            FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()""";

    private final PostgresAddress address;
    private final String password;

    private PostgresDatabase(PostgresAddress address, String password) {
        this.address = address;
        this.password = password;
    }

    /**
     * The database at an address; whether it can be reached is asked only when something is read.
     *
     * @param password a secret; may be empty
     */
    public static PostgresDatabase at(PostgresAddress address, String password) {
        return new PostgresDatabase(address, password);
    }

    /** Another database of the same server, reached likewise. */
    public PostgresDatabase named(String otherName) {
        return new PostgresDatabase(address.named(otherName), password);
    }

    /** A secret: for the driver and for client tools' environment, never for people. May be empty. */
    public String password() {
        return password;
    }

    public PostgresAddress address() {
        return address;
    }

    @Override
    public DatabaseKind kind() {
        return DatabaseKind.POSTGRESQL;
    }

    /** The server's version, where it can be asked. */
    @Override
    public String sqlDialect() {
        return asked("SELECT 'postgresql ' || current_setting('server_version')")
                .orElse(kind().word());
    }

    /** A URL with the user and without the password. */
    @Override
    public String location() {
        return address.url();
    }

    /** The cluster's own number and the database's in it, whatever name leads there; else host, port and name. */
    @Override
    public String identity() {
        return asked(IDENTITY).orElseGet(() -> address.server() + "/" + address.name());
    }

    private Optional<String> asked(String question) {
        try (var connection = openForLooking();
                var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        } catch (SQLException unreachable) {
            return Optional.empty();
        }
    }

    /** With the password: for the tool, never for people. */
    @Override
    public String sqlAlchemyUrl() {
        return address.urlWith(password);
    }

    @Override
    public String jdbcUrl() {
        return address.jdbcUrl();
    }

    @Override
    public long sizeBytes() {
        return asked("SELECT pg_catalog.pg_database_size(pg_catalog.current_database())")
                .map(Long::parseLong)
                .orElse(0L);
    }

    @Override
    public Health health(boolean thorough) {
        return new PostgresHealth(this).look();
    }

    @Override
    public PostgresSnapshot snapshot() {
        try {
            return PostgresSnapshot.begin(this, openForLooking());
        } catch (SQLException refused) {
            throw unreadable(refused);
        }
    }

    @Override
    public Connection openForLooking() throws SQLException {
        return connections().looking();
    }

    @Override
    public Connection openForChanging() throws SQLException {
        return connections().changing();
    }

    @Override
    public PostgresChangeWatch watch() {
        return new PostgresChangeWatch(this);
    }

    private PostgresConnections connections() {
        return new PostgresConnections(address, password);
    }

    /** What a refusal means for whoever wanted to read; for a lock also who has one. */
    public DatabaseUnreadable unreadable(SQLException refused) {
        var found = PostgresRefusal.inWords(refused);
        return new DatabaseUnreadable(location(), isLockedOut(refused) ? lockedBy(found) : found, refused);
    }

    private static boolean isLockedOut(SQLException refused) {
        return "55P03".equals(refused.getSQLState());
    }

    private String lockedBy(String found) {
        var holders = lockHolders();
        return "locked for more than " + PostgresConnections.PATIENCE.toMillis() + " ms by "
                + (holders.isEmpty() ? "a session that is gone since (" + found + ")" : String.join(", ", holders));
    }

    private List<String> lockHolders() {
        try (var connection = openForLooking()) {
            return new Rows(connection)
                    .of(HealthQueries.LOCK_HOLDERS).stream()
                            .map(row -> row.text("who"))
                            .toList();
        } catch (SQLException unreachable) {
            return List.of();
        }
    }

    @Override
    public String toString() {
        return location();
    }
}
