package dev.varve.engine.session;

import dev.varve.engine.database.postgres.PostgresAddress;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.TreeMap;

/** A database of a test's own, as Varve and as others reach it. */
record Shop(PostgresTestDatabase database) {

    /** What a script waits for, in whatever database, as long as a test holds it. */
    static final String WAITS = "SELECT pg_advisory_lock(771)";

    static Shop any() {
        return of(PostgresServer.shared());
    }

    static Shop of(PostgresServer server) {
        return new Shop(server.database());
    }

    PostgresDatabase watched() {
        return watchedBy(PostgresServer.ADMIN);
    }

    PostgresDatabase watchedBy(String role) {
        var address =
                new PostgresAddress("localhost", database.server().port(), database.name(), role, new TreeMap<>());
        return PostgresDatabase.at(address, "");
    }

    Connection called(String application) throws SQLException {
        var connection = database.open();
        connection.setClientInfo("ApplicationName", application);
        return connection;
    }

    /** Until it is closed, whoever runs {@link #WAITS} waits. */
    Connection holding() throws SQLException {
        var connection = called("varve test holds");
        try (var statement = connection.createStatement()) {
            statement.execute(WAITS);
        }
        return connection;
    }

    /** A role that may look at everything of the database and is no member of any other. */
    String plainRole() {
        var role = "plain_" + database.name();
        database.execute("CREATE ROLE " + role + " LOGIN");
        return role;
    }
}
