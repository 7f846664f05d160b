package dev.varve.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.serialization.upcasting.event.EventUpcaster;

/** The embedded event store: one SQLite file. A commit that returned is on disk. */
public final class SqliteEventStore extends DurableEventStore {

    private SqliteEventStore(Path file, SqliteConnections connections, EventUpcaster upcasters) {
        super(connections, new SqliteBoundary(StorePlace.of(file), connections), new SqliteErrors(file), upcasters);
    }

    /**
     * Opens the store for writing; creates it, and the folders above it, where it is missing.
     *
     * @param clock gives the events' times, from now on for everything of Axon in this process
     * @throws NotAnEventStore if the file is something else
     * @throws StoreIsNewer if a later release wrote it
     * @throws EventStoreUnavailable if it cannot be created or opened
     */
    public static SqliteEventStore open(Path file, Clock clock) {
        return open(file, clock, upcasters());
    }

    static SqliteEventStore open(Path file, Clock clock, EventUpcaster upcasters) {
        new SqliteSchema(file).bringUpToDate();
        GenericEventMessage.clock = clock;
        return new SqliteEventStore(file, SqliteConnections.writing(file), upcasters);
    }

    /**
     * Opens the store for reading only, also beside processes that write. Nothing is created.
     *
     * @throws StoreMissing if there is no such file
     * @throws NotAnEventStore if the file is something else, or a store whose creation was interrupted
     * @throws StoreIsNewer if a later release wrote it
     * @throws EventStoreUnavailable if it cannot be opened
     */
    public static SqliteEventStore openReadOnly(Path file) {
        if (!Files.exists(file)) {
            throw new StoreMissing(file, "no file there");
        }
        if (!new SqliteSchema(file).isCurrent()) {
            throw new NotAnEventStore(file, "no log in it", null);
        }
        return new SqliteEventStore(file, SqliteConnections.reading(file), upcasters());
    }
}
