package dev.varve.engine.backup.postgres;

import dev.varve.engine.backup.BackupNotProven;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What belongs to a database as a whole, and is in no dump that can be restored under another name: made with it, or given to it afterwards.
 *
 * @param locale how its texts are sorted: decided when it is made, never changed
 * @param connectionLimit −1 for none
 * @param comment {@code null} if none
 * @param grants all that hold, those by default included, sorted
 * @param settings of {@code ALTER DATABASE … SET} and {@code ALTER ROLE … IN DATABASE … SET}, sorted
 */
public record DatabaseProperties(
        String owner,
        DatabaseLocale locale,
        String tablespace,
        int connectionLimit,
        String comment,
        List<Grant> grants,
        List<Setting> settings) {

    private static final String DATABASE = "SELECT pg_catalog.pg_get_userbyid(d.datdba), t.spcname, d.datconnlimit,"
            + " pg_catalog.shobj_description(d.oid, 'pg_database') FROM pg_catalog.pg_database d"
            + " JOIN pg_catalog.pg_tablespace t ON t.oid = d.dattablespace"
            + " WHERE d.datname = pg_catalog.current_database()";
    private static final String GRANTS = "SELECT CASE WHEN a.grantee = 0 THEN NULL"
            + " ELSE pg_catalog.pg_get_userbyid(a.grantee) END, a.privilege_type, a.is_grantable"
            + " FROM pg_catalog.pg_database d CROSS JOIN LATERAL"
            + " pg_catalog.aclexplode(COALESCE(d.datacl, pg_catalog.acldefault('d', d.datdba))) a"
            + " WHERE d.datname = pg_catalog.current_database() ORDER BY 1 NULLS FIRST, 2, 3";
    private static final String SETTINGS = "SELECT CASE WHEN s.setrole = 0 THEN NULL"
            + " ELSE pg_catalog.pg_get_userbyid(s.setrole) END, pg_catalog.unnest(s.setconfig)"
            + " FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase"
            + " WHERE d.datname = pg_catalog.current_database() ORDER BY 1 NULLS FIRST, 2";

    /**
     * A right on the database.
     *
     * @param grantee {@code null} for everybody
     */
    public record Grant(String grantee, String privilege, boolean grantable) {}

    /**
     * A setting for sessions in the database.
     *
     * @param role {@code null} for every role
     */
    public record Setting(String role, String name, String value) {}

    public DatabaseProperties {
        grants = List.copyOf(grants);
        settings = List.copyOf(settings);
    }

    /** Of the database that a connection is in. */
    static DatabaseProperties of(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(DATABASE)) {
            row.next();
            return new DatabaseProperties(
                    row.getString(1),
                    DatabaseLocale.of(connection),
                    row.getString(2),
                    row.getInt(3),
                    row.getString(4),
                    grants(connection),
                    settings(connection));
        }
    }

    private static List<Grant> grants(Connection connection) throws SQLException {
        var grants = new ArrayList<Grant>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(GRANTS)) {
            while (rows.next()) {
                grants.add(new Grant(rows.getString(1), rows.getString(2), rows.getBoolean(3)));
            }
        }
        return grants;
    }

    private static List<Setting> settings(Connection connection) throws SQLException {
        var settings = new ArrayList<Setting>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(SETTINGS)) {
            while (rows.next()) {
                var parts = rows.getString(2).split("=", 2);
                settings.add(new Setting(rows.getString(1), parts[0], parts[1]));
            }
        }
        return settings;
    }

    /** @throws BackupNotProven unless a copy has the same */
    void requireEqual(String backup, DatabaseProperties found) {
        if (!equals(found)) {
            throw new BackupNotProven(backup, "the database's own properties " + this, found.toString());
        }
    }
}
