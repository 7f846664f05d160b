package dev.varve.engine.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** Gives a database what {@link DatabaseProperties} tells, as {@code pg_dump --create} would if it could name another. */
final class PropertiesWriter {

    /** Settings whose value is a list of names: one quoted text would be one name. */
    private static final Set<String> LISTS =
            Set.of("search_path", "temp_tablespaces", "session_preload_libraries", "local_preload_libraries");

    private final Connection connection;
    private final String database;
    private final DatabaseProperties properties;

    /** @param connection to another database of that server */
    PropertiesWriter(Connection connection, String database, DatabaseProperties properties) throws SQLException {
        this.connection = connection;
        this.database = Sql.name(database);
        this.properties = properties;
    }

    /** Everything but what could keep the next connection out. */
    void write() throws SQLException {
        var owner = Sql.name(properties.owner());
        run("ALTER DATABASE " + database + " OWNER TO " + owner);
        for (var setting : properties.settings()) {
            write(setting);
        }
        if (properties.comment() != null) {
            run("COMMENT ON DATABASE " + database + " IS " + Sql.text(connection, properties.comment()));
        }
    }

    /** What may keep connections out: rights and limit. */
    void close() throws SQLException {
        run("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
        run("REVOKE ALL ON DATABASE " + database + " FROM " + Sql.name(properties.owner()));
        for (var grant : properties.grants()) {
            run("GRANT " + grant.privilege() + " ON DATABASE " + database + " TO "
                    + (grant.grantee() == null ? "PUBLIC" : Sql.name(grant.grantee()))
                    + (grant.grantable() ? " WITH GRANT OPTION" : ""));
        }
        run("ALTER DATABASE " + database + " WITH CONNECTION LIMIT " + properties.connectionLimit());
    }

    private void write(DatabaseProperties.Setting setting) throws SQLException {
        var change = (setting.role() == null
                        ? "ALTER DATABASE " + database
                        : "ALTER ROLE " + Sql.name(setting.role()) + " IN DATABASE " + database)
                + " SET " + Sql.name(setting.name());
        if (!LISTS.contains(setting.name())) {
            run(change + " TO " + Sql.text(connection, setting.value()));
            return;
        }
        connection.setAutoCommit(false);
        try {
            Sql.one(connection, "SELECT pg_catalog.set_config(?, ?, true)", setting.name(), setting.value());
            run(change + " FROM CURRENT");
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void run(String sql) throws SQLException {
        Sql.run(connection, sql);
    }
}
