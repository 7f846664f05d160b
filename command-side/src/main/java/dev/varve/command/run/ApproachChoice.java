package dev.varve.command.run;

import dev.varve.command.target.TargetAccess;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.presence.Presence;
import dev.varve.engine.run.Approach;
import dev.varve.engine.tool.PlannedStep;
import java.util.ArrayList;
import java.util.List;

/**
 * The way a database is migrated: as the operator said, or a copy that takes its place where nothing speaks against that.
 *
 * @param why as a sentence
 * @param objections why the run is refused; empty if it may go this way
 */
record ApproachChoice(Approach approach, String why, List<Finding> objections) {

    /** @param presence what told, when the run entered, that others use the database: by the same look preflight refuses */
    static ApproachChoice of(
            MigrationRequest.Way way, TargetAccess access, Presence presence, List<PlannedStep> steps) {
        return switch (way) {
            case SAFEST -> safest(access, presence, steps);
            case SWAP -> asked(access, steps);
            case IN_PLACE -> new ApproachChoice(Approach.IN_PLACE, "asked for", List.of());
            case IN_PLACE_UNREHEARSED -> new ApproachChoice(Approach.IN_PLACE_UNREHEARSED, "asked for", List.of());
            case REHEARSAL_ONLY -> new ApproachChoice(Approach.REHEARSAL_ONLY, "asked for", List.of());
        };
    }

    private static ApproachChoice safest(TargetAccess access, Presence presence, List<PlannedStep> steps) {
        if (steps.isEmpty()) {
            return new ApproachChoice(Approach.IN_PLACE, "nothing to do", List.of());
        }
        var fitness = access.swap().fitness();
        var reasons = new ArrayList<>(fitness.impossible());
        reasons.addAll(fitness.unasked());
        reasons.addAll(presence.doubts());
        return reasons.isEmpty()
                ? new ApproachChoice(
                        Approach.SWAP, "nobody has the database open, and a copy can take its place", List.of())
                : new ApproachChoice(
                        Approach.IN_PLACE, "for a swap expected " + String.join("; expected ", reasons), List.of());
    }

    private static ApproachChoice asked(TargetAccess access, List<PlannedStep> steps) {
        if (steps.isEmpty()) {
            return new ApproachChoice(Approach.SWAP, "asked for", List.of());
        }
        var objections = access.swap().fitness().impossible().stream()
                .map(reason -> Finding.of(
                        FindingCode.SWAP_IMPOSSIBLE,
                        Severity.ERROR,
                        "expected " + reason,
                        "migrate it where it is, rehearsed on a copy first: --strategy in-place"))
                .toList();
        return new ApproachChoice(Approach.SWAP, "asked for", objections);
    }
}
