package dev.varve.engine.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What bars a database from being renamed, or from being replaced by a restored copy, as sentences that continue "expected". */
final class Renaming {

    static final String UNASKED =
            "a file, found a database on a server, which takes a failed transaction back by itself";

    private static final String OWNER = "SELECT 1 FROM pg_catalog.pg_database d"
            + " WHERE d.datname = ? AND pg_catalog.pg_has_role(d.datdba, 'USAGE')";
    private static final String SLOTS =
            "SELECT slot_name FROM pg_catalog.pg_replication_slots WHERE database = ?" + " ORDER BY slot_name";
    private static final String SUBSCRIPTIONS = "SELECT s.subname FROM pg_catalog.pg_subscription s"
            + " JOIN pg_catalog.pg_database d ON d.oid = s.subdbid WHERE d.datname = ? ORDER BY s.subname";

    private Renaming() {}

    /** Whether the role of a connection may rename it. */
    static boolean isOwned(Connection maintenance, String database) throws SQLException {
        return Sql.one(maintenance, OWNER, database) != null;
    }

    static List<String> obstacles(Connection maintenance, String database) throws SQLException {
        var obstacles = new ArrayList<String>();
        if (!isOwned(maintenance, database)) {
            obstacles.add("to own the database, found that this role does not: only its owner renames it");
        }
        if (!OwnDatabase.mayBeMade(maintenance)) {
            obstacles.add("a role that may create databases, found one without CREATEDB");
        }
        var slots = Sql.texts(maintenance, SLOTS, database);
        if (!slots.isEmpty()) {
            obstacles.add("no logical replication from it, found slot " + String.join(", slot ", slots)
                    + ", which would stay with the former database");
        }
        var subscriptions = Sql.texts(maintenance, SUBSCRIPTIONS, database);
        if (!subscriptions.isEmpty()) {
            obstacles.add("no logical replication into it, found subscription "
                    + String.join(", subscription ", subscriptions) + ", which a restored copy does not have");
        }
        return obstacles;
    }
}
