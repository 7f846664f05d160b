package dev.varve.engine.tool;

import dev.varve.engine.observation.StepFailure;
import java.util.List;

/**
 * How the tool ended. What it means for the database is decided by looking, never by this alone.
 *
 * @param ending how
 * @param applied the revisions whose steps succeeded and committed, in order
 * @param failedRevision the revision that failed, was interrupted or is unknown; {@code null} if none
 * @param failure why; {@code null} if none
 */
public record MigrationResult(Ending ending, List<String> applied, String failedRevision, StepFailure failure) {

    /** How a tool's run can end. */
    public enum Ending {
        /** Every planned step ran. */
        FINISHED,
        /** A step failed, or the tool failed before the first. */
        FAILED,
        /** Stopped on request between steps or after a statement. */
        STOPPED,
        /** The tool died or went silent: nobody saw how the step ended. */
        UNKNOWN
    }
}
