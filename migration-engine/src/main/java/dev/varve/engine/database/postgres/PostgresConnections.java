package dev.varve.engine.database.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/** Opens one database of a server; the password goes no further than the driver. */
record PostgresConnections(PostgresAddress address, String password) {

    /** By this an operator knows our connections in {@code pg_stat_activity}. */
    static final String APPLICATION = "varve";

    /** So long a look waits for another's lock, and no longer: it must not stand in a queue before the application. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Every transaction on it is read-only. */
    Connection looking() throws SQLException {
        return opened((connection, statement) -> {
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
            statement.execute("SET lock_timeout = " + PATIENCE.toMillis());
            statement.execute(Silence.inStatements(connection.getMetaData().getDatabaseMajorVersion()));
        });
    }

    Connection changing() throws SQLException {
        return opened((connection, statement) -> {});
    }

    private interface Beginning {
        void by(Connection connection, Statement statement) throws SQLException;
    }

    private Connection opened(Beginning beginning) throws SQLException {
        var connection = DriverManager.getConnection(address.jdbcUrl(), properties());
        try (var statement = connection.createStatement()) {
            beginning.by(connection, statement);
            return connection;
        } catch (SQLException failed) {
            try (connection) {
                throw failed;
            }
        }
    }

    private Properties properties() {
        var properties = new Properties();
        properties.setProperty("user", address.user());
        if (!password.isEmpty()) {
            // Were there any, even an empty one, the driver would not look into the operator's password file.
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", APPLICATION);
        Silence.bound(properties);
        // The server's detail repeats values of rows.
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
