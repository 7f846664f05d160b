package dev.varve.command.target;

import dev.varve.events.TargetEvent;
import dev.varve.store.BlobMissing;
import dev.varve.store.DurableEventStore;
import dev.varve.store.EventFilter;
import dev.varve.store.EventLog;
import dev.varve.store.RecordedEvent;
import dev.varve.store.StoreAddress;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The registered targets, as the record tells. */
public final class Targets {

    private final EventLog log;

    /** @param log {@code null} if nothing was ever recorded */
    public Targets(EventLog log) {
        this.log = log;
    }

    /** The targets of a store, read without writing; none if there is no store yet. */
    public static Targets in(StoreAddress events) {
        return new Targets(events.openIfThere().map(DurableEventStore::log).orElse(null));
    }

    /** Gives every event about a target to the reader, in order. */
    public void replay(String target, Consumer<RecordedEvent> reader) {
        if (log != null) {
            log.forEach(EventFilter.ANY.ofTarget(target), reader);
        }
    }

    /**
     * A content that an event refers to.
     *
     * @throws BlobMissing if the store does not hold it
     */
    public byte[] blob(String sha256) {
        if (log == null) {
            throw new BlobMissing(sha256);
        }
        return log.blob(sha256);
    }

    /** Every watched target by name. */
    public NavigableMap<String, TargetState.Watched> watched() {
        var states = new TreeMap<String, TargetState>();
        if (log != null) {
            log.forEach(EventFilter.ANY, recorded -> {
                if (recorded.event() instanceof TargetEvent event) {
                    states.compute(
                            event.target(),
                            (name, state) ->
                                    TargetDecider.evolve(state == null ? new TargetState.Unknown() : state, event));
                }
            });
        }
        var watched = new TreeMap<String, TargetState.Watched>();
        states.forEach((name, state) -> {
            if (state instanceof TargetState.Watched known) {
                watched.put(name, known);
            }
        });
        return watched;
    }

    public List<String> names() {
        return List.copyOf(watched().keySet());
    }
}
