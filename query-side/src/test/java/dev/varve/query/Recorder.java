package dev.varve.query;

import dev.varve.events.VarveEvent;
import dev.varve.query.projection.EventFeed;
import dev.varve.store.DurableEventStore;
import dev.varve.store.EventLog;
import dev.varve.store.PendingBlobs;
import dev.varve.store.SqliteAddress;
import dev.varve.store.StoreAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;

/** Records events in a real store as the command side does; each a second after the one before. */
public final class Recorder implements AutoCloseable {

    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final DurableEventStore store;
    private Instant now = NOON;
    private Map<String, String> why = Map.of();

    private Recorder(DurableEventStore store) {
        this.store = store;
    }

    public static Recorder in(Path home) {
        return in(new SqliteAddress(home.resolve("events.db")));
    }

    public static Recorder in(StoreAddress store) {
        return new Recorder(store.open(Clock.fixed(NOON, ZoneOffset.UTC)));
    }

    public Recorder record(List<? extends VarveEvent> events) {
        return record(events, new byte[0][]);
    }

    /** Likewise, with the contents that the events refer to. */
    public Recorder record(List<? extends VarveEvent> events, byte[]... contents) {
        var unit = DefaultUnitOfWork.startAndGet(null);
        unit.attachTransaction(store.transactionManager());
        unit.execute(() -> {
            for (var content : contents) {
                PendingBlobs.keep(content);
            }
            events.forEach(this::publish);
        });
        return this;
    }

    public Recorder record(VarveEvent... events) {
        return record(List.of(events));
    }

    /** From now on every event carries that too, such as {@code reason} and {@code ticket}. */
    public Recorder because(Map<String, String> said) {
        why = said;
        return this;
    }

    /** When the last event was recorded. */
    public Instant now() {
        return now;
    }

    public EventLog log() {
        return store.log();
    }

    public EventFeed feed() {
        return store.log()::read;
    }

    @Override
    public void close() {
        store.close();
    }

    private void publish(VarveEvent event) {
        now = now.plusSeconds(1);
        var metadata = new HashMap<String, Object>(Map.of("actor", "ann", "host", "db1", "version", "0.1.0"));
        metadata.putAll(why);
        var stream = UUID.randomUUID().toString();
        store.eventStore()
                .publish(new GenericDomainEventMessage<>(
                        "Target", stream, 0, event, metadata, UUID.randomUUID().toString(), now));
    }
}
