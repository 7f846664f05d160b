package dev.varve.command.run;

import dev.varve.command.append.Recordable;
import dev.varve.events.LeaseHolder;
import dev.varve.events.RunEvent;
import java.util.List;
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
    record Observe(@TargetAggregateIdentifier String aggregateId, String runId, RunEvent fact) implements RunCommand {}

    /** What was observed, said to the run that it is about. */
    static Observe observe(RunEvent fact) {
        return new Observe(aggregateId(fact.runId()), fact.runId(), fact);
    }

    /** The aggregate's identifier for a run. */
    static String aggregateId(String runId) {
        return "run/" + runId;
    }
}
