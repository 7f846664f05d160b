package dev.varve.engine.run;

import dev.varve.engine.database.Database;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.observation.RehearsedStep;
import java.util.List;

/**
 * What a rehearsal that went well taught.
 *
 * @param copy the migrated copy
 * @param steps what each step did, in order
 * @param schema the schema at the end, without the tool's own tables
 * @param peakBytes the most room that the copy and its companions took
 * @param durationMillis from copying to the end of the verification
 */
public record Rehearsed(Database copy, List<RehearsedStep> steps, Schema schema, long peakBytes, long durationMillis) {

    public Rehearsed {
        steps = List.copyOf(steps);
    }

    /** What a step did; {@code null} if it did not run. */
    public RehearsedStep step(String revision) {
        return steps.stream()
                .filter(step -> step.revision().equals(revision))
                .findFirst()
                .orElse(null);
    }
}
