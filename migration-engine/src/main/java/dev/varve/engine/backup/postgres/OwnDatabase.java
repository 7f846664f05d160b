package dev.varve.engine.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A database that Varve makes for a while. As long as it is in use, a session of its maker bears its name: a name without such a session is
 * a leftover.
 */
final class OwnDatabase implements AutoCloseable {

    private final PostgresAccess access;
    private final OwnName name;
    private final Connection keeper;
    private boolean kept;

    private OwnDatabase(PostgresAccess access, OwnName name, Connection keeper) {
        this.access = access;
        this.name = name;
        this.keeper = keeper;
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

    static void drop(Connection elsewhere, String database) throws SQLException {
        Sql.run(elsewhere, "DROP DATABASE IF EXISTS " + Sql.name(database) + " WITH (FORCE)");
    }
}
