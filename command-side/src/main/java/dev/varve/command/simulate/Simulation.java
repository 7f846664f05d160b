package dev.varve.command.simulate;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.store.DurableEventStore;
import dev.varve.store.PendingBlobs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;

/** Writes invented histories into an event store, by the way that every event takes: its place, its leaf, its blobs. */
public final class Simulation {

    /** In one transaction: enough that the disk is rarely waited for, little enough that nobody waits long for the store. */
    private static final int BATCH = 2_000;

    private final SimulationPlan plan;
    private final DurableEventStore store;
    private final List<Told> waiting = new ArrayList<>();
    private final Tally tally = new Tally();

    /** Hears how far it has come. */
    public interface Progress {

        /**
         * So many events are written.
         *
         * @param reached the time of the last one
         */
        void written(long events, Instant reached);
    }

    /**
     * Writes nothing yet.
     *
     * @param store open for writing; nobody else may write to it meanwhile
     */
    public Simulation(SimulationPlan plan, DurableEventStore store) {
        this.plan = plan;
        this.store = store;
    }

    /**
     * Writes everything. What is cut off leaves the beginning of the histories.
     *
     * @throws CommandFailure if the store holds anything already: nothing was written then; or if another wrote to it meanwhile
     * @throws dev.varve.store.StoreFailure if the store cannot take it
     */
    public Tally write(Progress progress) {
        new Chronicle(World.of(plan)).tell(told -> {
            waiting.add(told);
            if (waiting.size() == BATCH) {
                append(progress);
            }
        });
        if (!waiting.isEmpty()) {
            append(progress);
        }
        return tally;
    }

    private void append(Progress progress) {
        var unit = DefaultUnitOfWork.startAndGet(null);
        unit.attachTransaction(store.transactionManager());
        unit.execute(() -> {
            requireNobodyElse();
            waiting.forEach(told -> told.blobs().forEach(PendingBlobs::keep));
            store.eventStore().publish(waiting.stream().map(Simulation::message).toList());
        });
        waiting.forEach(told -> tally.count(told.event()));
        progress.written(tally.events(), waiting.getLast().at());
        waiting.clear();
    }

    /** Under the store's write lock: what holds now holds until the commit. */
    private void requireNobodyElse() {
        long found = store.log().head().size();
        if (tally.events() == 0) {
            requireEmpty(found);
        } else if (found != tally.events()) {
            throw new CommandFailure(
                    ExitCode.FAULT,
                    "STORE_WENT_ON",
                    "nobody else to write to the store meanwhile, which held " + tally.events() + " invented events",
                    found + " events in it",
                    "never use that store in earnest; begin anew with another: --home DIR or --store URL");
        }
    }

    /**
     * Real histories and invented ones never stand in one log.
     *
     * @throws CommandFailure if there is any event
     */
    public static void requireEmpty(long events) {
        if (events > 0) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "STORE_NOT_EMPTY",
                    "a store without any event, lest invented histories be taken for real ones",
                    "one that holds " + events + (events == 1 ? " event" : " events"),
                    "name another: --home DIR or --store URL");
        }
    }

    private static DomainEventMessage<?> message(Told told) {
        return new GenericDomainEventMessage<>(
                told.aggregateType(),
                told.aggregateId(),
                told.sequence(),
                told.event(),
                told.metadata(),
                told.eventId(),
                told.at());
    }
}
