package dev.varve.engine.plan;

import dev.varve.engine.finding.Finding;
import java.util.List;

/**
 * All reasons not to run, at once, and what is merely worth knowing.
 *
 * @param violations empty if the run may go on
 * @param warnings told and recorded, but no reason to refuse
 */
public record PreflightVerdict(List<Finding> violations, List<Finding> warnings) {

    public PreflightVerdict {
        violations = List.copyOf(violations);
        warnings = List.copyOf(warnings);
    }

    public boolean refuses() {
        return !violations.isEmpty();
    }
}
