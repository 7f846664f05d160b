package dev.varve.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One database of a server that a test made for itself. */
public record PostgresTestDatabase(PostgresServer server, String name) {

    /** In JDBC's form, without a user. */
    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** In SQLAlchemy's form, as the superuser. */
    public String sqlAlchemyUrl() {
        return "postgresql://" + PostgresServer.ADMIN + "@localhost:" + server.port() + "/" + name;
    }

    /** A connection of the superuser. */
    public Connection open() throws SQLException {
        return open(PostgresServer.ADMIN);
    }

    /** A connection of a role, which needs no password. */
    public Connection open(String role) throws SQLException {
        return server.open(name, role);
    }

    /** Runs statements as the superuser, each in a transaction of its own. */
    public PostgresTestDatabase execute(String... statements) {
        try (var connection = open();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
            return this;
        } catch (SQLException failed) {
            throw new IllegalStateException("fixture " + name + ": " + failed.getMessage(), failed);
        }
    }

    /** The first column of a query, as texts. */
    public List<String> texts(String sql) {
        try (var connection = open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException failed) {
            throw new IllegalStateException("fixture " + name + ": " + failed.getMessage(), failed);
        }
    }
}
