package dev.varve.engine.tool;

import java.util.List;

/**
 * One step that would run.
 *
 * @param ordinal from 1
 * @param revision the revision whose script runs
 * @param direction up or down
 * @param from the database's revisions before the step
 * @param to the database's revisions after the step
 * @param message the revision's one-line message
 * @param file the script's path, or {@code null}
 * @param sha256 of the script's bytes, or {@code null}
 */
public record PlannedStep(
        int ordinal,
        String revision,
        Destination.Direction direction,
        List<String> from,
        List<String> to,
        String message,
        String file,
        String sha256) {

    public PlannedStep {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }
}
