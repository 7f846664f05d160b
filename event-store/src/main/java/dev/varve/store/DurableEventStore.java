package dev.varve.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;

/**
 * Where the events are kept, whatever the database: several processes may write at once, a commit that returned is durable, and the order
 * of the log is the order of the commits. Safe for several threads; the transaction belongs to the thread.
 *
 * <p>Events are appended through Axon ({@link #eventStore}, in a unit of work to which {@link #transactionManager} is attached), read
 * through {@link #log}, and proven whole by {@link #proof}. Equal events give equal leaves, and so equal roots, in every kind of store.
 */
public abstract sealed class DurableEventStore implements AutoCloseable permits SqliteEventStore, PostgresEventStore {

    private final StoreConnections connections;
    private final TransactionBoundary boundary;
    private final StoreErrors errors;
    private final StoreTransactions transactions;
    private final EventSerializer serializer;
    private final LogStorageEngine engine;
    private final EmbeddedEventStore eventStore;
    private final EventLog log;
    private final LogProof proof;

    DurableEventStore(
            StoreConnections connections, TransactionBoundary boundary, StoreErrors errors, EventUpcaster upcasters) {
        var json = new EventJson();
        this.connections = connections;
        this.boundary = boundary;
        this.errors = errors;
        this.transactions = new StoreTransactions(boundary, connections, errors);
        this.serializer = new EventSerializer(EventNames.ALL, json);
        this.engine = LogStorageEngine.on(transactions, errors, serializer, upcasters);
        this.eventStore = EmbeddedEventStore.builder()
                .storageEngine(engine)
                .cachedEvents(100)
                .build();
        var reader = new LogReader(transactions, errors);
        this.log = new EventLog(reader, new RecordedEventReader(EventNames.ALL, json, serializer, upcasters));
        this.proof = new LogProof(boundary, errors, json);
    }

    /** From old shapes of events to current ones. An upcaster is added here with the revision in {@link EventNames}. */
    static EventUpcaster upcasters() {
        return new EventUpcasterChain(new LeaseHolderWithoutNamespace(), new RequestWithoutProcess());
    }

    /** Axon's event store over this one. */
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
     * Attach it to every unit of work that appends: loading, append, blobs and leaf are then one transaction, under the store's write lock
     * from the first thing that is read in it on. Keep such units short, and run nothing foreign inside.
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

    StoreTransactions transactions() {
        return transactions;
    }

    StoreErrors errors() {
        return errors;
    }

    /** A connection that sees one state of the log, whatever is appended meanwhile; closing it ends it. */
    Connection snapshot() throws SQLException {
        return LentConnection.of(boundary.beginSnapshot(), StoreConnections::discard);
    }

    @Override
    public void close() {
        eventStore.shutDown();
        connections.close();
    }
}
