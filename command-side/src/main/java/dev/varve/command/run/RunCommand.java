package dev.varve.command.run;

import dev.varve.command.append.Recordable;
import dev.varve.events.LeaseHolder;
import dev.varve.events.RunEvent;
import dev.varve.events.VarveEvent;
import java.util.List;
import java.util.Optional;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What may be asked of a run. */
public sealed interface RunCommand extends Recordable<RunEvent> {

    /** The run's id. */
    String runId();

    /** Somebody asks for a run. */
    record Request(
            @TargetAggregateIdentifier String aggregateId,
            String runId,
            String target,
            RunKind kind,
            String destination,
            String strategy,
            List<String> acceptedLosses,
            String because,
            LeaseHolder requestedBy)
            implements RunCommand {}

    /**
     * Something was observed in the run. The decision is whether it can follow what is known, not what it says.
     */
    record Observe(@TargetAggregateIdentifier String aggregateId, String runId, RunEvent fact) implements RunCommand {

        @Override
        public Optional<RunEvent> observed(List<VarveEvent> before) {
            return Optional.of(fact);
        }
    }

    /** An upgrade, a downgrade or a rehearsal. */
    static Request migrate(
            String runId,
            String target,
            RunKind kind,
            String destination,
            MigrationRequest.Way way,
            List<String> losses,
            LeaseHolder by) {
        return new Request(aggregateId(runId), runId, target, kind, destination, way.word(), losses, null, by);
    }

    /** A stamp, with the operator's reason. */
    static Request stamp(String runId, String target, String revision, String because, LeaseHolder by) {
        return withoutMigrating(runId, target, RunKind.STAMP, revision, because, by);
    }

    /** A repair of the tool's history. */
    static Request repair(String runId, String target, LeaseHolder by) {
        return withoutMigrating(runId, target, RunKind.REPAIR, null, null, by);
    }

    /** A restore of a backup. */
    static Request restore(String runId, String target, String backupId, LeaseHolder by) {
        return withoutMigrating(runId, target, RunKind.RESTORE, backupId, null, by);
    }

    /** A recovery; {@code way} as it is typed, {@code null} for the safest. */
    static Request recover(String runId, String target, String way, LeaseHolder by) {
        return withoutMigrating(runId, target, RunKind.RECOVER, way, null, by);
    }

    private static Request withoutMigrating(
            String runId, String target, RunKind kind, String destination, String because, LeaseHolder by) {
        return new Request(aggregateId(runId), runId, target, kind, destination, null, List.of(), because, by);
    }

    /** What was observed, said to the run that it is about. */
    static Observe observe(RunEvent fact) {
        return new Observe(aggregateId(fact.runId()), fact.runId(), fact);
    }

    /** The aggregate's identifier for a run. */
    static String aggregateId(String runId) {
        return "run/" + runId;
    }
}
