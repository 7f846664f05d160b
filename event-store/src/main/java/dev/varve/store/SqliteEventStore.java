package dev.varve.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;

/**
 * The embedded event store: one SQLite file that several processes may write at once. A commit that returned is on disk. Safe for several
 * threads; the transaction belongs to the thread.
 *
 * <p>Events are appended through Axon ({@link #eventStore}, in a unit of work to which {@link #transactionManager} is attached), read
 * through {@link #log}, and proven whole by {@link #proof}.
 */
public final class SqliteEventStore implements AutoCloseable {

    private final SqliteConnections connections;
    private final SqliteTransactions transactions;
    private final EventSerializer serializer;
    private final SqliteStorageEngine engine;
    private final EmbeddedEventStore eventStore;
    private final EventLog log;
    private final LogProof proof;

    private SqliteEventStore(Path file, SqliteConnections connections, EventUpcaster upcasters) {
        var errors = new SqliteErrors(file);
        var json = new EventJson();
        this.connections = connections;
        this.transactions = new SqliteTransactions(StorePlace.of(file), connections, errors);
        this.serializer = new EventSerializer(EventNames.ALL, json);
        this.engine = SqliteStorageEngine.on(transactions, errors, serializer, upcasters);
        this.eventStore = EmbeddedEventStore.builder()
                .storageEngine(engine)
                .cachedEvents(100)
                .build();
        var reader = new SqliteReader(transactions, errors);
        this.log = new EventLog(reader, new RecordedEventReader(EventNames.ALL, json, serializer, upcasters));
        this.proof = new LogProof(connections, errors, json);
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
            throw new StoreMissing(file);
        }
        if (!new SqliteSchema(file).isCurrent()) {
            throw new NotAnEventStore(file, "no log in it", null);
        }
        return new SqliteEventStore(file, SqliteConnections.reading(file), upcasters());
    }

    /** From old shapes of events to current ones. An upcaster is added here with the revision in {@link EventNames}. */
    private static EventUpcaster upcasters() {
        return new EventUpcasterChain(new LeaseHolderWithoutNamespace(), new RequestWithoutProcess());
    }

    /** Axon's event store over this file. */
    public EventStore eventStore() {
        return eventStore;
    }

    /** What Axon's event store stands on. */
    public EventStorageEngine storageEngine() {
        return engine;
    }

    /** For events and their metadata only: refuses anything without a stable name. */
    public Serializer serializer() {
        return serializer;
    }

    /**
     * Attach it to every unit of work that appends: loading, append, blobs and leaf are then one transaction, under SQLite's write lock from
     * its start. Keep such units short, and run nothing foreign inside.
     */
    public TransactionManager transactionManager() {
        return transactions;
    }

    /** The connection of the thread's transaction, or one that commits each statement. */
    public ConnectionProvider connectionProvider() {
        return transactions;
    }

    /** The log, to read. */
    public EventLog log() {
        return log;
    }

    /** The proof that the log is whole. */
    public LogProof proof() {
        return proof;
    }

    @Override
    public void close() {
        eventStore.shutDown();
        connections.close();
    }
}
