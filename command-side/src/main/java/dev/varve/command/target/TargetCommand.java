package dev.varve.command.target;

import dev.varve.command.append.Recordable;
import dev.varve.events.BlobRef;
import dev.varve.events.LeaseHolder;
import dev.varve.events.TargetEvent;
import dev.varve.events.VarveEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What may be asked of a target. Commands carry every input, so that decisions replay. */
public sealed interface TargetCommand extends Recordable<TargetEvent> {

    /** The watched database's name. */
    String target();

    /** Puts a database under watch, or changes how a watched one is reached. */
    record Register(@TargetAggregateIdentifier String aggregateId, String target, TargetSettings settings)
            implements TargetCommand {}

    /** Ends the watch; the history stays. */
    record Retire(@TargetAggregateIdentifier String aggregateId, String target) implements TargetCommand {}

    /**
     * Records what looking told.
     *
     * @param expectedFingerprint the fingerprint that the last recorded act left; {@code null} if unknown
     * @param drift the difference in words if the schema moved without a run; empty otherwise
     */
    record RecordDiagnosis(
            @TargetAggregateIdentifier String aggregateId,
            String target,
            Seen seen,
            String expectedFingerprint,
            List<String> drift)
            implements TargetCommand {}

    /** Keeps a schema that looking showed, unless one of that fingerprint is kept of this target. */
    record RecordSchema(
            @TargetAggregateIdentifier String aggregateId, String target, String fingerprint, BlobRef schema)
            implements TargetCommand {}

    /** Keeps the scripts' revisions as the tool told them, unless they are what was kept last. */
    record RecordRevisions(@TargetAggregateIdentifier String aggregateId, String target, BlobRef revisions)
            implements TargetCommand {}

    /**
     * Takes the lease for a run.
     *
     * @param deathEvidence why the present holder, if any, is known to be dead; {@code null} if it is not
     */
    record TakeLease(
            @TargetAggregateIdentifier String aggregateId,
            String target,
            String runId,
            String kind,
            LeaseHolder holder,
            String deathEvidence)
            implements TargetCommand {}

    /** Lets the target go. */
    record ReleaseLease(@TargetAggregateIdentifier String aggregateId, String target, String runId)
            implements TargetCommand {

        @Override
        public Optional<TargetEvent> observed(List<VarveEvent> before) {
            return before.stream()
                    .map(this::tokenOfMyLease)
                    .filter(Objects::nonNull)
                    .reduce((earlier, later) -> later)
                    .map(token -> new TargetEvent.LeaseReleased(target, runId, token));
        }

        private Long tokenOfMyLease(VarveEvent fact) {
            return switch (fact) {
                case TargetEvent.LeaseTaken e when e.runId().equals(runId) -> e.fencingToken();
                case TargetEvent.LeaseTakenOver e when e.runId().equals(runId) -> e.fencingToken();
                case VarveEvent other -> null;
            };
        }
    }

    /** Records an act on a backup: started, taken, proven, rejected, expired. */
    record RecordBackup(@TargetAggregateIdentifier String aggregateId, String target, TargetEvent fact)
            implements TargetCommand {

        @Override
        public Optional<TargetEvent> observed(List<VarveEvent> before) {
            return Optional.of(fact);
        }
    }

    /**
     * Proposes a run.
     *
     * @param kind {@code upgrade} or {@code rehearse}
     * @param options of that command, by their long names
     * @param seenSequence the last event of the target that the proposer saw
     */
    record Propose(
            @TargetAggregateIdentifier String aggregateId,
            String target,
            String proposalId,
            String kind,
            Map<String, String> options,
            long seenSequence,
            String proposedBy,
            Instant at)
            implements TargetCommand {

        public Propose {
            options = Map.copyOf(options);
        }
    }

    /**
     * Lets what was proposed go ahead, as the run of that id; once it is taken up, as another, it stays that.
     *
     * @param approver who asks
     */
    record Approve(
            @TargetAggregateIdentifier String aggregateId,
            String target,
            String proposalId,
            String runId,
            String approver,
            Instant at)
            implements TargetCommand {}

    /**
     * Ends a proposal.
     *
     * @param why {@code null} if not given
     */
    record Decline(@TargetAggregateIdentifier String aggregateId, String target, String proposalId, String why)
            implements TargetCommand {}

    /** The aggregate's identifier for a target's name; it cannot collide with a run's. */
    static String aggregateId(String target) {
        return "target/" + target;
    }
}
