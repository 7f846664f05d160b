package dev.varve.command.run;

import dev.varve.engine.run.SmokeCheck;
import dev.varve.engine.tool.Destination;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What somebody asked for.
 *
 * @param kind upgrade or downgrade
 * @param actor who
 * @param acceptedLosses tables whose loss is accepted by name
 * @param acceptsDrift whether the schema's differences from the scripts are known and meant
 * @param stopRequested whether the operator asked to stop
 * @param checks the application's own checks, given the run's files for their output
 */
public record MigrationRequest(
        RunKind kind,
        Destination destination,
        String actor,
        Set<String> acceptedLosses,
        boolean acceptsDrift,
        BooleanSupplier stopRequested,
        Function<RunFiles, List<SmokeCheck>> checks) {

    /** The strategy that this release knows, as the contract spells it. */
    public static final String IN_PLACE = "in-place";

    public MigrationRequest {
        acceptedLosses = Set.copyOf(acceptedLosses);
    }
}
