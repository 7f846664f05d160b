package dev.varve.command.append;

import dev.varve.command.append.Recorder.Spooling;
import dev.varve.events.AccessEvent;
import dev.varve.events.Circumstances;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.events.VarveEvent;
import dev.varve.store.DurableEventStore;
import dev.varve.store.EventStoreUnavailable;
import dev.varve.store.LogHead;
import dev.varve.store.StoreFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * The time from the first fact that the store did not take to the end of the command: no act begins any more, and what was observed of
 * those that had begun is kept in a spool.
 */
public final class StoreOutage {

    private final DurableEventStore store;
    private final Spooling spooling;
    private final SpoolDelivery delivery;
    private final Clock clock;
    private final Spool spool;
    private LogHead head;
    private EventStoreUnavailable cause;
    private boolean told;

    StoreOutage(DurableEventStore store, Spooling spooling, SpoolDelivery delivery, Clock clock) {
        this.store = store;
        this.spooling = spooling;
        this.delivery = delivery;
        this.clock = clock;
        this.spool = new Spool(spooling.folder(), spooling.notes());
    }

    /**
     * Reserves room for what will be observed: before the first act.
     *
     * @throws NoRoomToSpool if there is none
     */
    public void prepare() {
        spool.reserve();
        head = store.log().head();
    }

    /** Whether the store did not take something that it should have. */
    public boolean isOn() {
        return cause != null;
    }

    /** What was wrong with the store; {@code null} if it was never out of reach. */
    public StoreFailure cause() {
        return cause;
    }

    /** How many facts wait for the store. */
    public int waiting() {
        return spool.facts();
    }

    /** How many facts could not be kept on disk, and were told to the person at the terminal. */
    public int toldOnly() {
        return spool.told();
    }

    /** Where they wait; {@code null} if none do. */
    public Path file() {
        return spool.facts() == 0 ? null : spool.file().path();
    }

    /** Whether what was thrown means that the store is out of reach; only of interest once acts may have begun. */
    boolean beginsWith(Throwable thrown) {
        for (var one = thrown; one != null && head != null; one = one.getCause()) {
            if (one instanceof EventStoreUnavailable unavailable) {
                cause = unavailable;
                return true;
            }
        }
        return false;
    }

    /** @throws EventStoreUnavailable if the command is none that tells what was observed */
    <E extends VarveEvent> E keep(
            Recordable<E> command,
            List<byte[]> blobs,
            LastAttempt attempt,
            List<VarveEvent> before,
            Circumstances circumstances) {
        var fact = command.observed(before).filter(MayWait::inSpool).orElseThrow(cause::again);
        var stored = store.serializer().serialize(fact, byte[].class);
        spool.keep(
                new KeptFact(
                        attempt.idOf(fact),
                        command.aggregateId(),
                        stored.getType().getName(),
                        stored.getType().getRevision(),
                        fact.target(),
                        runOf(fact),
                        clock.instant().toString(),
                        circumstances.asMetadata(),
                        new String(stored.getData(), StandardCharsets.UTF_8),
                        blobs.stream().map(PackedBlob::pack).toList()),
                head,
                cause.found());
        attempt.forget();
        before.add(fact);
        return fact;
    }

    private static String runOf(VarveEvent fact) {
        return switch (fact) {
            case RunEvent e -> e.runId();
            case TargetEvent.LeaseReleased e -> e.runId();
            case TargetEvent.BackupTaken e -> e.runId();
            case TargetEvent.BackupProven e -> e.runId();
            case TargetEvent.BackupRejected e -> e.runId();
            case TargetEvent ofNoRun -> null;
            case AccessEvent ofNoRun -> null;
        };
    }

    /** Tries once more whether the store takes what waits. */
    public void deliver() {
        if (spool.facts() == 0) {
            return;
        }
        try {
            var content = spool.file().read();
            if (delivery.belongsHere(content)) {
                delivery.deliver(content);
                spool.delivered();
            }
        } catch (StoreFailure | IOException stillOutOfReach) {
            // They wait in the file, and whoever ends the command says so.
            return;
        }
    }

    void close() {
        deliver();
        if (spool.facts() > 0 && !told) {
            spooling.notes().accept(inWords());
        }
        spool.close();
    }

    /** What waits where, for a person. */
    public String inWords() {
        told = true;
        return spool.facts() + " observed " + (spool.facts() == 1 ? "fact waits" : "facts wait")
                + " for the event store in " + spool.file().path() + "; the next command that reaches it records "
                + (spool.facts() == 1 ? "it" : "them");
    }
}
