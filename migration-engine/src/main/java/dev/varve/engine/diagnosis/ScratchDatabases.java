package dev.varve.engine.diagnosis;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.H2Database;
import dev.varve.engine.database.postgres.PostgresDatabase;
import java.nio.file.Path;

/** Makes databases to throw away. */
public interface ScratchDatabases {

    /**
     * Databases of a watched one's kind, to which SQL means the same.
     *
     * @param parent where their folders are made; created if missing
     */
    static ScratchDatabases like(Database watched, Path parent) {
        return switch (watched) {
            case H2Database h2 -> new H2ScratchDatabases(parent, h2);
            case PostgresDatabase server -> new PostgresScratchDatabases(parent, server);
            default -> new SqliteScratchDatabases(parent);
        };
    }

    /**
     * A new empty database in a folder of its own.
     *
     * @throws ScratchUnavailable if none can be made
     */
    Scratch create();

    /** One database and its folder; both are gone once it is closed. */
    interface Scratch extends AutoCloseable {

        Database database();

        Path folder();

        @Override
        void close();
    }
}
