package dev.varve.command.run;

import dev.varve.command.run.KnownPast.OpenStep;
import dev.varve.events.RunEvent.ApplicationLeftRunning;
import dev.varve.events.RunEvent.StepStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The steps that began and did not end well since, read from the record: more than one where one transaction held them. */
final class OpenSteps {

    private final List<OpenStep> steps = new ArrayList<>();
    private String runBesideApplication;

    void leftRunning(ApplicationLeftRunning event) {
        runBesideApplication = event.runId();
    }

    /** What ended badly before is told of no longer once another step begins. */
    void began(StepStarted step) {
        steps.removeIf(earlier -> earlier.isTold() || !earlier.runId().equals(step.runId()));
        steps.add(new OpenStep(
                step.runId(),
                step.ordinal(),
                step.revision(),
                step.fingerprint(),
                null,
                false,
                false,
                step.runId().equals(runBesideApplication)));
    }

    void succeeded(String revision) {
        steps.removeIf(step -> step.revision().equals(revision));
    }

    void endedBadly(String revision) {
        steps.replaceAll(step -> step.revision().equals(revision) ? step.told() : step);
    }

    void judged(String revision) {
        steps.replaceAll(step -> step.revision().equals(revision) ? step.judged() : step);
    }

    void clear() {
        steps.clear();
    }

    List<OpenStep> with(UnaryOperator<OpenStep> more) {
        return steps.stream().map(more).toList();
    }
}
