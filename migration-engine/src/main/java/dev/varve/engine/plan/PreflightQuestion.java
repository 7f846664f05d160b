package dev.varve.engine.plan;

import dev.varve.engine.diagnosis.DatabaseState;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.tool.PlannedStep;
import java.util.List;
import java.util.Set;

/**
 * What preflight decides upon.
 *
 * @param target the watched database's name, for remedies
 * @param state what looking told
 * @param findings everything that looking told
 * @param steps what would run
 * @param announcedLosses tables that the steps are known to empty or drop, with the sentence that says so
 * @param acceptedLosses the tables whose loss the operator accepted by name
 * @param acceptsDrift whether the operator said that the schema's differences from the scripts are known and meant
 */
public record PreflightQuestion(
        String target,
        DatabaseState state,
        List<Finding> findings,
        List<PlannedStep> steps,
        List<AnnouncedLoss> announcedLosses,
        Set<String> acceptedLosses,
        boolean acceptsDrift) {

    public PreflightQuestion {
        findings = List.copyOf(findings);
        steps = List.copyOf(steps);
        announcedLosses = List.copyOf(announcedLosses);
        acceptedLosses = Set.copyOf(acceptedLosses);
    }

    /** A table that would lose rows or columns, and how, as a sentence. */
    public record AnnouncedLoss(String table, String how) {}
}
