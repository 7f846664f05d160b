package dev.varve.command.target;

import dev.varve.events.TargetEvent;
import dev.varve.store.BlobMissing;
import dev.varve.store.EventFilter;
import dev.varve.store.EventLog;
import dev.varve.store.RecordedEvent;
import dev.varve.store.StoreAddress;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The registered targets, as the record tells. */
public final class Targets implements AutoCloseable {

    private final EventLog log;
    private final Runnable release;

    /** @param log {@code null} if nothing was ever recorded */
    public Targets(EventLog log) {
        this(log, () -> {});
    }

    private Targets(EventLog log, Runnable release) {
        this.log = log;
        this.release = release;
    }

    /** The targets of a store, read without writing; none if there is no store yet. */
    public static Targets in(StoreAddress events) {
        return events.openIfThere()
                .map(store -> new Targets(store.log(), store::close))
                .orElseGet(() -> new Targets(null));
    }

    /** Lets go of the store, if it was opened for this. */
    @Override
    public void close() {
        release.run();
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
