package dev.varve.engine.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Databases that a killed process of Varve left on a server. */
final class Leftovers {

    private static final String WITHOUT_MAKER = "SELECT d.datname FROM pg_catalog.pg_database d"
            + " WHERE d.datname LIKE '%\\_\\_varve\\_%' AND pg_catalog.pg_has_role(d.datdba, 'USAGE')"
            + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.application_name = d.datname)"
            + " ORDER BY d.datname";

    private static final String BARRED = "SELECT 1 FROM pg_catalog.pg_database WHERE datname = ? AND NOT datallowconn";

    private Leftovers() {}

    /**
     * Drops those of some kinds that nobody uses.
     *
     * @return their names
     */
    static List<String> drop(PostgresAccess access, Set<OwnName.Kind> kinds) throws SQLException {
        try (var connection = access.open(access.maintenanceDatabase(), "varve")) {
            var dropped = new ArrayList<String>();
            for (var name : names(connection, kinds)) {
                OwnDatabase.drop(connection, name);
                dropped.add(name);
            }
            return dropped;
        }
    }

    /** Lets connections in again to a database that a killed swap had barred. */
    static void unbar(Connection connection, String database) throws SQLException {
        var left = of(connection, database);
        if (!left.isEmpty() && Sql.one(connection, BARRED, database) != null) {
            new DatabaseSwap(
                            connection, database, OwnName.parse(left.getFirst()).orElseThrow())
                    .open();
        }
    }

    /**
     * Undoes what killed runs on one database left: lets connections in again, and drops what did not get its name.
     *
     * @return the names of what was dropped
     */
    static List<String> clear(Connection connection, String database) throws SQLException {
        unbar(connection, database);
        var left = of(connection, database);
        for (var name : left) {
            OwnDatabase.drop(connection, name);
        }
        return left;
    }

    /** Names of what should have taken a database's name, and that nobody uses. */
    private static List<String> of(Connection connection, String database) throws SQLException {
        return names(connection, Set.of(OwnName.Kind.NEW, OwnName.Kind.COPY)).stream()
                .filter(name -> OwnName.parse(name).orElseThrow().isFor(database))
                .toList();
    }

    private static List<String> names(Connection connection, Set<OwnName.Kind> kinds) throws SQLException {
        return Sql.texts(connection, WITHOUT_MAKER).stream()
                .filter(name -> OwnName.parse(name)
                        .filter(own -> kinds.contains(own.kind()))
                        .isPresent())
                .toList();
    }
}
