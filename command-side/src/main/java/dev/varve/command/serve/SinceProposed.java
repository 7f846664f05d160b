package dev.varve.command.serve;

import dev.varve.command.run.RunKind;
import dev.varve.events.RunEvent.RunRequested;
import dev.varve.events.TargetEvent.DatabaseDiagnosed;
import dev.varve.events.TargetEvent.DriftDetected;
import dev.varve.events.TargetEvent.RevisionsSeen;
import dev.varve.events.TargetEvent.TargetReconfigured;
import dev.varve.events.VarveEvent;
import dev.varve.store.EventFilter;
import dev.varve.store.EventLog;
import dev.varve.store.RecordedEvent;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a database has moved since its proposer looked, in a way that makes their proposal another one: a run other than a rehearsal, other
 * revisions or scripts, drift, other settings. A look that tells the same, a backup and another proposal do not.
 */
final class SinceProposed {

    private static final Set<String> TELLING =
            Set.of("DatabaseDiagnosed", "RunRequested", "DriftDetected", "RevisionsSeen", "TargetReconfigured");

    private final long seen;
    private DatabaseDiagnosed lookedBefore;
    private boolean knewScripts;
    private RecordedEvent moved;

    private SinceProposed(long seen) {
        this.seen = seen;
    }

    /** The first event after that one that moved it; empty if it stands as it stood. */
    static Optional<RecordedEvent> moved(EventLog log, String target, long seen) {
        var since = new SinceProposed(seen);
        log.forEach(EventFilter.ANY.ofTarget(target).ofTypes(TELLING), since::add);
        return Optional.ofNullable(since.moved);
    }

    private void add(RecordedEvent recorded) {
        if (moves(recorded.event()) && recorded.sequence() > seen && moved == null) {
            moved = recorded;
        }
    }

    private boolean moves(VarveEvent event) {
        return switch (event) {
            case DatabaseDiagnosed now -> {
                var before = lookedBefore;
                lookedBefore = now;
                yield before != null && !tellsTheSame(before, now);
            }
            case RevisionsSeen ignored -> {
                var knew = knewScripts;
                knewScripts = true;
                yield knew;
            }
            case RunRequested run -> !run.kind().equals(RunKind.REHEARSE.word());
            case DriftDetected ignored -> true;
            case TargetReconfigured ignored -> true;
            default -> false;
        };
    }

    private static boolean tellsTheSame(DatabaseDiagnosed before, DatabaseDiagnosed now) {
        return Objects.equals(before.current(), now.current())
                && Objects.equals(before.heads(), now.heads())
                && Objects.equals(before.pending(), now.pending());
    }
}
