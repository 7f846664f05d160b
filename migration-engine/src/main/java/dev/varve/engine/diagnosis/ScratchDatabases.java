package dev.varve.engine.diagnosis;

import dev.varve.engine.database.Database;
import java.nio.file.Path;

/** Makes databases to throw away. */
public interface ScratchDatabases {

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
