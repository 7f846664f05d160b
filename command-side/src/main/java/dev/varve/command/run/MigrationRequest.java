package dev.varve.command.run;

import dev.varve.engine.run.AmongOthers;
import dev.varve.engine.run.SmokeCheck;
import dev.varve.engine.tool.Destination;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What somebody asked for.
 *
 * @param kind upgrade, downgrade or rehearse
 * @param actor who
 * @param acceptedLosses tables whose loss is accepted by name
 * @param acceptsDrift whether the schema's differences from the scripts are known and meant
 * @param among how the run lives with others who use the database
 * @param way how the database is to be migrated
 * @param stopRequested whether the operator asked to stop
 * @param checks the application's own checks, given the run's files for their output
 */
public record MigrationRequest(
        RunKind kind,
        Destination destination,
        String actor,
        Set<String> acceptedLosses,
        boolean acceptsDrift,
        AmongOthers among,
        Way way,
        BooleanSupplier stopRequested,
        Function<RunFiles, List<SmokeCheck>> checks) {

    public MigrationRequest {
        acceptedLosses = Set.copyOf(acceptedLosses);
    }

    /** What the operator said about the way to migrate. */
    public enum Way {
        /** A copy that takes the database's place where nothing speaks against it, else in place; rehearsed. */
        SAFEST,
        IN_PLACE,
        IN_PLACE_UNREHEARSED,
        SWAP,
        REHEARSAL_ONLY;

        /** As recorded with the request. */
        String word() {
            return switch (this) {
                case SAFEST -> "safest";
                case IN_PLACE, IN_PLACE_UNREHEARSED -> "in-place";
                case SWAP -> "swap";
                case REHEARSAL_ONLY -> null;
            };
        }
    }
}
