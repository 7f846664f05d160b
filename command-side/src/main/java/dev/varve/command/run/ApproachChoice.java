package dev.varve.command.run;

import dev.varve.command.target.TargetAccess;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.run.Approach;
import dev.varve.engine.swap.SwapFitness;
import dev.varve.engine.tool.PlannedStep;
import java.util.List;

/**
 * The way a database is migrated: as the operator said, or a copy that takes its place where nothing speaks against that.
 *
 * @param why as a sentence
 * @param objections why the run is refused; empty if it may go this way
 */
record ApproachChoice(Approach approach, String why, List<Finding> objections) {

    static ApproachChoice of(MigrationRequest.Way way, TargetAccess access, List<PlannedStep> steps) {
        return switch (way) {
            case SAFEST -> safest(access, steps);
            case SWAP -> asked(access, steps);
            case IN_PLACE -> new ApproachChoice(Approach.IN_PLACE, "asked for", List.of());
            case IN_PLACE_UNREHEARSED -> new ApproachChoice(Approach.IN_PLACE_UNREHEARSED, "asked for", List.of());
            case REHEARSAL_ONLY -> new ApproachChoice(Approach.REHEARSAL_ONLY, "asked for", List.of());
        };
    }

    private static ApproachChoice safest(TargetAccess access, List<PlannedStep> steps) {
        if (steps.isEmpty()) {
            return new ApproachChoice(Approach.IN_PLACE, "nothing to do", List.of());
        }
        var fitness = SwapFitness.of(access.database());
        return fitness.isFit()
                ? new ApproachChoice(
                        Approach.SWAP, "nobody has the database open, and a copy can take its place", List.of())
                : new ApproachChoice(Approach.IN_PLACE, "for a swap " + fitness.inWords(), List.of());
    }

    private static ApproachChoice asked(TargetAccess access, List<PlannedStep> steps) {
        if (steps.isEmpty()) {
            return new ApproachChoice(Approach.SWAP, "asked for", List.of());
        }
        var objections = SwapFitness.of(access.database()).impossible().stream()
                .map(reason -> Finding.of(
                        FindingCode.SWAP_IMPOSSIBLE,
                        Severity.ERROR,
                        "expected " + reason,
                        "migrate it where it is, rehearsed on a copy first: --strategy in-place"))
                .toList();
        return new ApproachChoice(Approach.SWAP, "asked for", objections);
    }
}
