package dev.varve.command.run;

import dev.varve.engine.finding.Finding;
import java.io.Serial;
import java.util.List;

/** A run was refused before anything was touched, and the refusal is recorded. */
public final class RunRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String runId;
    private final transient List<Finding> violations;

    /**
     * A refusal.
     *
     * @param violations at least one, recorded already
     */
    public RunRefused(String runId, List<Finding> violations) {
        super(String.join("; ", violations.stream().map(Finding::message).toList()));
        this.runId = runId;
        this.violations = List.copyOf(violations);
    }

    public String runId() {
        return runId;
    }

    /** Every reason. */
    public List<Finding> violations() {
        return violations;
    }
}
