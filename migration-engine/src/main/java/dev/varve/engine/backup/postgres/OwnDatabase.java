package dev.varve.engine.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A database that Varve makes for a while. As long as it is in use, a session of its maker bears its name: a name without such a session is
 * a leftover.
 */
final class OwnDatabase implements AutoCloseable {

    private static final String MAY_CREATE =
            "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = CURRENT_USER AND (rolsuper OR rolcreatedb)";

    private final PostgresAccess access;
    private final OwnName name;
    private final Connection keeper;
    private boolean kept;

    private OwnDatabase(PostgresAccess access, OwnName name, Connection keeper) {
        this.access = access;
        this.name = name;
        this.keeper = keeper;
    }

    /** Whether the role of a connection may make one. */
    static boolean mayBeMade(Connection connection) throws SQLException {
        return Sql.one(connection, MAY_CREATE) != null;
    }

    /** An empty one, with the encoding and the place of another. */
    static OwnDatabase empty(PostgresAccess access, OwnName name, DatabaseProperties like) throws SQLException {
        var made = new OwnDatabase(access, name, access.open(access.maintenanceDatabase(), name.toString()));
        made.create(" TEMPLATE template0" + like.locale().clauses(made.keeper) + made.place(like.tablespace()));
        return made;
    }

    /** The default is template0's own; to name it would need a right on it. */
    private String place(String tablespace) throws SQLException {
        return tablespace.equals("pg_default") ? "" : " TABLESPACE " + Sql.name(tablespace);
    }

    private void create(String how) throws SQLException {
        try {
            Sql.run(keeper, "CREATE DATABASE " + Sql.name(name.toString()) + how);
        } catch (SQLException refused) {
            keeper.close();
            throw refused;
        }
    }

    String name() {
        return name.toString();
    }

    PostgresAccess access() {
        return access;
    }

    /** To another database of the same server. */
    Connection keeper() {
        return keeper;
    }

    /**
     * Gives it another name, under which it is in use from now on. The former object is done with.
     *
     * @throws SQLException if somebody is connected to it
     */
    OwnDatabase renamed(OwnName other) throws SQLException {
        var next = new OwnDatabase(access, other, access.open(access.maintenanceDatabase(), other.toString()));
        try {
            Sql.run(keeper, "ALTER DATABASE " + Sql.name(name.toString()) + " RENAME TO " + Sql.name(other.toString()));
        } catch (SQLException refused) {
            next.keeper.close();
            throw refused;
        }
        keep();
        close();
        return next;
    }

    /** From now on it stays when this is closed. */
    void keep() {
        kept = true;
    }

    /** Drops it, unless it is to stay. */
    @Override
    public void close() throws SQLException {
        try (keeper) {
            if (!kept) {
                drop(keeper, name.toString());
            }
        }
    }

    /** Drops it, unless the server is out of reach: then it is known by its name as a leftover. */
    void closeQuietly() {
        try {
            close();
        } catch (SQLException left) {
            // The next run drops it.
        }
    }

    static void drop(Connection elsewhere, String database) throws SQLException {
        Sql.run(elsewhere, "DROP DATABASE IF EXISTS " + Sql.name(database) + " WITH (FORCE)");
    }
}
