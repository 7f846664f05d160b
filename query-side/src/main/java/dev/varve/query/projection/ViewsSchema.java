package dev.varve.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The read model's schema, by Flyway; looked at cheaply first, because Flyway takes longer than most questions. */
final class ViewsSchema {

    /** The newest migration beside this class. */
    static final String NEWEST = "1";

    private ViewsSchema() {}

    static void migrate(DataSource source) {
        Flyway.configure(ViewsSchema.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:dev/varve/query/projection")
                .loggers("slf4j")
                .load()
                .migrate();
    }

    /** Whether the newest migration ran, and none that is newer. */
    static boolean isCurrent(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("""
                        select version, success from flyway_schema_history order by installed_rank desc limit 1
                        """);
                var row = query.executeQuery()) {
            return row.next() && NEWEST.equals(row.getString(1)) && row.getInt(2) == 1;
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
