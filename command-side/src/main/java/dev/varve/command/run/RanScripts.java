package dev.varve.command.run;

import dev.varve.events.RecordedStep;
import dev.varve.events.RunEvent;
import java.util.HashMap;
import java.util.Map;

/** Which script each revision ran with, by its hash: planned, and then seen to end well. */
final class RanScripts {

    private final Map<String, String> planned = new HashMap<>();
    private final Map<String, String> ran = new HashMap<>();

    void add(RunEvent event) {
        if (event instanceof RunEvent.RunPlanned plan) {
            planned.clear();
            plan.steps().forEach(this::plan);
        } else if (event instanceof RunEvent.StepSucceeded step && planned.containsKey(step.revision())) {
            ran.put(step.revision(), planned.get(step.revision()));
        } else if (event instanceof RunEvent.CopySwappedIn) {
            ran.putAll(planned);
        }
    }

    private void plan(RecordedStep step) {
        if (step.sha256() != null) {
            planned.put(step.revision(), step.sha256());
        }
    }

    /** SHA-256 by revision. */
    Map<String, String> hashes() {
        return Map.copyOf(ran);
    }
}
