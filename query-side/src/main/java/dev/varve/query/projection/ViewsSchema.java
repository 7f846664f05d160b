package dev.varve.query.projection;

import dev.varve.store.SchemaBeside;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The read model's schema, by Flyway; looked at cheaply first, because Flyway takes longer than most questions. */
final class ViewsSchema {

    /** The newest migration, of each kind of database. */
    static final String NEWEST = "3";

    private ViewsSchema() {}

    static void migrate(DataSource source) {
        configuration(source, "embedded").load().migrate();
    }

    /** Likewise, in a schema that is created if it is missing. */
    static void migrate(SchemaBeside schema) {
        configuration(schema.migrating(), "postgres")
                .schemas(schema.name())
                .load()
                .migrate();
    }

    private static FluentConfiguration configuration(DataSource source, String scripts) {
        return Flyway.configure(ViewsSchema.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:dev/varve/query/projection/" + scripts)
                .loggers("slf4j");
    }

    /** Whether the newest migration ran, and none that is newer. */
    static boolean isCurrent(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("""
                        select version, success from flyway_schema_history order by installed_rank desc limit 1
                        """);
                var row = query.executeQuery()) {
            return row.next() && NEWEST.equals(row.getString(1)) && row.getBoolean(2);
        }
    }

    /** Whether Flyway never ran in this SQLite file. */
    static boolean isMissing(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement(
                        "select count(*) from sqlite_master where name = 'flyway_schema_history'");
                var row = query.executeQuery()) {
            return row.next() && row.getInt(1) == 0;
        }
    }
}
