package dev.varve.engine.tool.flyway;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.session.ToolSession;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Connections to one database, which never create it: a missing SQLite file or H2 database is an error. */
final class JdbcSource implements DataSource {

    private final Opening opening;
    private final UnaryOperator<Connection> wrapping;

    private interface Opening {
        Connection open() throws SQLException;
    }

    private JdbcSource(Opening opening, UnaryOperator<Connection> wrapping) {
        this.opening = opening;
        this.wrapping = wrapping;
    }

    /** For looking: nothing can be changed. */
    static JdbcSource looking(Database database) {
        return new JdbcSource(database::openForLooking, UnaryOperator.identity());
    }

    /**
     * For changing; every connection passes through {@code wrapping}.
     *
     * @param session what connections to a server call themselves
     * @param lockTimeout how long they wait for a lock at most; {@code null} without an end
     */
    static JdbcSource changing(
            Database database, String session, Duration lockTimeout, UnaryOperator<Connection> wrapping) {
        return new JdbcSource(
                database instanceof PostgresDatabase server
                        ? () -> begun(server.openForChanging(), session, lockTimeout)
                        : database::openForChanging,
                wrapping);
    }

    private static Connection begun(Connection connection, String session, Duration lockTimeout) throws SQLException {
        try {
            ToolSession.begin(connection, session, lockTimeout);
            return connection;
        } catch (SQLException failed) {
            try (connection) {
                throw failed;
            }
        }
    }

    /** An empty database in memory, of that kind if it can be: a server cannot, and H2 stands for it where no script is run. */
    static JdbcSource inMemory(DatabaseKind kind) {
        var url = switch (kind) {
            case SQLITE -> "jdbc:sqlite::memory:";
            case H2, POSTGRESQL -> "jdbc:h2:mem:";
        };
        return new JdbcSource(() -> DriverManager.getConnection(url), UnaryOperator.identity());
    }

    @Override
    public Connection getConnection() throws SQLException {
        return wrapping.apply(opening.open());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // Nothing is logged here.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // Files have none, and a server's is set where it is opened.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no java.util.logging here");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not a wrapper of " + type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
