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

    /** Names of one kind that were made for a database and that nobody uses. */
    static List<String> of(Connection connection, String database, OwnName.Kind kind) throws SQLException {
        return names(connection, Set.of(kind)).stream()
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
