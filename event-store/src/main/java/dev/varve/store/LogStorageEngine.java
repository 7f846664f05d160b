package dev.varve.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;

/**
 * Axon's JDBC storage engine on the log. Reading is Axon's; the append is ours: in one transaction the waiting blobs, the events at the next
 * places of the log, and a leaf of the Merkle tree for each.
 */
final class LogStorageEngine extends JdbcEventStorageEngine {

    private static final EventSchema SCHEMA = EventSchema.builder()
            .eventTable("domain_event")
            .snapshotTable("snapshot_event")
            .globalIndexColumn("global_index")
            .eventIdentifierColumn("event_id")
            .aggregateIdentifierColumn("aggregate_id")
            .sequenceNumberColumn("sequence_number")
            .typeColumn("aggregate_type")
            .timestampColumn("recorded_at")
            .payloadTypeColumn("payload_type")
            .payloadRevisionColumn("payload_revision")
            .payloadColumn("payload")
            .metaDataColumn("metadata")
            .build();
    private static final int BATCH = 500;

    private final StoreTransactions transactions;
    private final StoreErrors errors;

    private LogStorageEngine(Builder builder, StoreTransactions transactions, StoreErrors errors) {
        super(builder);
        this.transactions = transactions;
        this.errors = errors;
    }

    static LogStorageEngine on(
            StoreTransactions transactions, StoreErrors errors, Serializer serializer, EventUpcaster upcasters) {
        var builder = JdbcEventStorageEngine.builder()
                .connectionProvider(transactions)
                .transactionManager(transactions)
                .schema(SCHEMA)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .upcasterChain(upcasters)
                .persistenceExceptionResolver(errors)
                .batchSize(BATCH)
                .finalAggregateBatchPredicate(batch -> batch.size() < BATCH)
                // Appends are serialised and rolled back without a trace: the log has no gaps to look for.
                .extendedGapCheckEnabled(false)
                .createTailToken((connection, schema) -> connection.prepareStatement(
                        "SELECT global_index - 1 FROM domain_event ORDER BY global_index LIMIT 1"))
                .createHeadToken((connection, schema) -> connection.prepareStatement(
                        "SELECT global_index FROM domain_event ORDER BY global_index DESC LIMIT 1"))
                .lastSequenceNumberFor((connection, schema, aggregate) -> with(
                        connection.prepareStatement("SELECT sequence_number FROM domain_event WHERE aggregate_id = ?"
                                + " ORDER BY sequence_number DESC LIMIT 1"),
                        aggregate))
                .createTokenAt((connection, schema, moment) -> with(
                        connection.prepareStatement("SELECT global_index - 1 FROM domain_event WHERE recorded_at >= ?"
                                + " ORDER BY global_index LIMIT 1"),
                        DateTimeUtils.formatInstant(moment)));
        return new LogStorageEngine(builder, transactions, errors);
    }

    private static PreparedStatement with(PreparedStatement statement, String parameter) throws SQLException {
        statement.setString(1, parameter);
        return statement;
    }

    /**
     * @throws org.axonframework.modelling.command.ConcurrencyException if another event took the same place in its aggregate's stream
     * @throws EventStoreUnavailable if the store cannot take it: nothing was recorded
     */
    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (!events.isEmpty()) {
            transactions.executeInTransaction(() -> append(events, serializer));
        }
    }

    private void append(List<? extends EventMessage<?>> events, Serializer serializer) {
        var append = LogAppend.after(transactions.head(), PendingBlobs.inCurrentUnitOfWork());
        for (var event : events) {
            append.event(inSomeStream(event), serializer);
        }
        transactions.append(append, failed -> {
            throwUnavailable(failed);
            handlePersistenceException(failed, append.writing());
        });
    }

    /** An event of no aggregate is a stream of its own, as Axon has it. */
    private static DomainEventMessage<?> inSomeStream(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?> domainEvent
                ? domainEvent
                : new GenericDomainEventMessage<>(null, event.getIdentifier(), 0, event, event::getTimestamp);
    }

    private void throwUnavailable(SQLException e) {
        errors.asUnavailable(e).ifPresent(unavailable -> {
            throw unavailable;
        });
    }
}
