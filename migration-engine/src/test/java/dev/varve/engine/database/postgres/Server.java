package dev.varve.engine.database.postgres;

import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.util.TreeMap;

/** The fixture's databases as an operator would register them. */
final class Server {

    private Server() {}

    /** As the superuser. */
    static PostgresDatabase of(PostgresTestDatabase database) {
        return of(database, PostgresServer.ADMIN);
    }

    static PostgresDatabase of(PostgresTestDatabase database, String role) {
        var address =
                new PostgresAddress("localhost", database.server().port(), database.name(), role, new TreeMap<>());
        return PostgresDatabase.at(address, "");
    }

    static PostgresTestDatabase anyDatabase() {
        return PostgresServer.shared().database();
    }
}
