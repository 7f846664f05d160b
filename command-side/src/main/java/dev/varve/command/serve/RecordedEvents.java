package dev.varve.command.serve;

import dev.varve.events.TargetEvent.OfProposal;
import dev.varve.events.TargetEvent.ProposalTakenUp;
import dev.varve.store.DurableEventStore;
import dev.varve.store.EventFilter;
import dev.varve.store.EventLog;
import dev.varve.store.RecordedEvent;
import dev.varve.store.StoreAddress;
import dev.varve.store.StoreFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The events as they stand now, never a view; read without writing, by a store opened once. Safe for several threads. */
final class RecordedEvents implements AutoCloseable {

    /** Far more than can be open: those before are void. */
    private static final int MOST_PROPOSALS = 1_000;

    private final StoreAddress address;
    private DurableEventStore store;

    RecordedEvents(StoreAddress address) {
        this.address = address;
    }

    /**
     * The log; empty if nothing was ever recorded.
     *
     * @throws StoreFailure if it cannot be read
     */
    synchronized Optional<EventLog> log() {
        if (store == null) {
            store = address.openIfThere().orElse(null);
        }
        return Optional.ofNullable(store).map(DurableEventStore::log);
    }

    /** The last event about a target. */
    Optional<RecordedEvent> lastOf(String target) {
        return last(EventFilter.ANY.ofTarget(target));
    }

    /** How a run was asked for, if it was. */
    Optional<RecordedEvent> requestOf(String runId) {
        return last(EventFilter.ANY.ofRun(runId).ofTypes(Set.of("RunRequested")));
    }

    /** What was proposed under that id. */
    Optional<RecordedEvent> proposal(String target, String id) {
        return ofProposal("RunProposed", target, id);
    }

    /** As which run it was taken up. */
    Optional<ProposalTakenUp> takenUp(String target, String id) {
        return ofProposal("ProposalTakenUp", target, id).map(recorded -> (ProposalTakenUp) recorded.event());
    }

    private Optional<RecordedEvent> ofProposal(String type, String target, String id) {
        var filter = EventFilter.ANY.ofTarget(target).ofTypes(Set.of(type));
        return log().map(log -> log.readLast(filter, MOST_PROPOSALS)).orElse(List.of()).stream()
                .filter(recorded -> recorded.event() instanceof OfProposal told
                        && told.proposalId().equals(id))
                .findFirst();
    }

    private Optional<RecordedEvent> last(EventFilter filter) {
        return log().map(log -> log.readLast(filter, 1)).orElse(List.of()).stream()
                .findFirst();
    }

    @Override
    public synchronized void close() {
        if (store != null) {
            store.close();
            store = null;
        }
    }
}
