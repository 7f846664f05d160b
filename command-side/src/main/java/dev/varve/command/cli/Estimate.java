package dev.varve.command.cli;

import dev.varve.engine.observation.Observation.RehearsalSucceeded;
import dev.varve.engine.observation.RehearsedStep;
import java.util.List;

/** How long the steps will take, from how long they took on the copy. */
record Estimate(List<RehearsedStep> steps) {

    /** Nothing was rehearsed. */
    static final Estimate NONE = new Estimate(List.of());

    static Estimate after(RehearsalSucceeded rehearsal) {
        return new Estimate(rehearsal.steps());
    }

    /** Such as {@code  (about 340 ms, then 1.2 s)}; empty if nothing is known. */
    String before(String revision) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).revision().equals(revision)) {
                var rest = steps.subList(i + 1, steps.size()).stream()
                        .mapToLong(RehearsedStep::durationMillis)
                        .sum();
                return " (about " + ProgressPrinter.millis(steps.get(i).durationMillis())
                        + (i + 1 < steps.size() ? ", then " + ProgressPrinter.millis(rest) : "") + ")";
            }
        }
        return "";
    }
}
