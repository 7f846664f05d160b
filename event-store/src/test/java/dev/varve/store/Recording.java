package dev.varve.store;

import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.events.VarveEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;

/** Records events as the command side does: in a unit of work with a transaction. */
final class Recording {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    static final Map<String, String> METADATA = Map.of("actor", "ann", "host", "db1");

    private Recording() {}

    static SqliteEventStore open(Path folder) {
        return SqliteEventStore.open(folder.resolve("events.db"), CLOCK);
    }

    /** Appends to the end of the aggregate's stream. */
    static void append(DurableEventStore store, String aggregate, VarveEvent... events) {
        inUnitOfWork(store, () -> {
            long next = nextSequence(store, aggregate);
            for (var event : events) {
                publish(store, aggregate, next++, event);
            }
        });
    }

    static void inUnitOfWork(DurableEventStore store, Runnable task) {
        var unit = DefaultUnitOfWork.startAndGet(null);
        unit.attachTransaction(store.transactionManager());
        unit.execute(task);
    }

    static long nextSequence(DurableEventStore store, String aggregate) {
        return store.storageEngine()
                .lastSequenceNumberFor(aggregate)
                .map(last -> last + 1)
                .orElse(0L);
    }

    static void publish(DurableEventStore store, String aggregate, long sequence, VarveEvent event) {
        store.eventStore().publish(new GenericDomainEventMessage<>("Target", aggregate, sequence, event, METADATA));
    }

    /** So many events, spread over three streams. */
    static void fill(DurableEventStore store, int events) {
        inUnitOfWork(store, () -> {
            for (int i = 0; i < events; i++) {
                publish(store, "target-" + i % 3, i / 3, new TargetRetired("orders-" + i));
            }
        });
    }

    static Connection plainly(Path folder) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("events.db"));
    }
}
