package dev.varve.engine.run;

import dev.varve.engine.plan.PreflightVerdict;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.PlannedStep;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One migration run, decided upon and ready to go.
 *
 * @param runId the run's id
 * @param target the watched database's name
 * @param destination where to end
 * @param verdict preflight's
 * @param from the recorded revisions now
 * @param steps what will run
 * @param versionTables the tool's own tables, in which rows come and go
 * @param acceptedLosses tables whose loss was accepted by name
 * @param among how it lives with others who use the database
 * @param approach how the database is migrated
 * @param approachBecause why that way, as a sentence
 * @param ledger where statements are written before they run
 * @param rehearsalLedger likewise those of the rehearsal
 * @param output where the tool's own words go
 * @param stopRequested asked between acts
 * @param checks the application's own checks, run afterwards
 */
public record RunOrder(
        String runId,
        String target,
        Destination destination,
        PreflightVerdict verdict,
        List<String> from,
        List<PlannedStep> steps,
        Set<String> versionTables,
        Set<String> acceptedLosses,
        AmongOthers among,
        Approach approach,
        String approachBecause,
        Path ledger,
        Path rehearsalLedger,
        Path output,
        BooleanSupplier stopRequested,
        List<SmokeCheck> checks) {

    public RunOrder {
        from = List.copyOf(from);
        steps = List.copyOf(steps);
        versionTables = Set.copyOf(versionTables);
        acceptedLosses = Set.copyOf(acceptedLosses);
        checks = List.copyOf(checks);
    }

    /** The same on a copy, which no application uses: nobody asks it, and nobody else writes there. */
    RunOrder onACopy() {
        return new RunOrder(
                runId,
                target,
                destination,
                verdict,
                from,
                steps,
                versionTables,
                acceptedLosses,
                AmongOthers.ALONE,
                approach,
                approachBecause,
                ledger,
                rehearsalLedger,
                output,
                stopRequested,
                List.of());
    }

    /** The database's revisions once every step ran. */
    public List<String> to() {
        return steps.isEmpty() ? from : steps.getLast().to();
    }
}
