package dev.varve.engine.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.h2.api.ErrorCode;

/**
 * Opens one H2 file. Never creates one.
 *
 * @param jdbcUrl with the database's own settings
 * @param settings these alone, each behind a semicolon
 * @param login who opens it
 */
record H2Connections(String jdbcUrl, String settings, H2Login login) {

    /** What Varve decides itself: nothing is created, closed behind its back, or logged beside the database. */
    private static final String ALWAYS =
            ";IFEXISTS=TRUE;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0";

    /**
     * Read-only, unless this process has it open for changing already: then it is one more connection to that.
     *
     * <p>A database may have been told to stay open once nobody uses it. It is told otherwise only where nothing can be written:
     * so that is not kept in the file.
     */
    Connection looking() throws SQLException {
        var connection = open(jdbcUrl + ALWAYS + ";ACCESS_MODE_DATA=r");
        try {
            if (connection.isReadOnly()) {
                letGoOnceClosed(connection);
            }
            return connection;
        } catch (SQLException failed) {
            try (connection) {
                throw failed;
            }
        }
    }

    Connection changing() throws SQLException {
        return open(jdbcUrl + ALWAYS);
    }

    /** What an empty file is to those who only look. */
    Connection inMemory() throws SQLException {
        return open("jdbc:h2:mem:" + settings);
    }

    private Connection open(String url) throws SQLException {
        return DriverManager.getConnection(url, login.user(), login.password());
    }

    private static void letGoOnceClosed(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET DB_CLOSE_DELAY 0");
        } catch (SQLException refused) {
            if (refused.getErrorCode() != ErrorCode.ADMIN_RIGHTS_REQUIRED) {
                throw refused;
            }
        }
    }
}
