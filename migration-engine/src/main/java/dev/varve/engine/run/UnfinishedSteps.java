package dev.varve.engine.run;

import dev.varve.engine.database.Database;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.verdict.StepVerdicts;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The steps of a run that did not end well, in order: what became of their statements is told once the tool is gone. One that was
 * tried again counts as its last try ended.
 */
final class UnfinishedSteps implements Consumer<Observation> {

    private final Set<String> revisions = new LinkedHashSet<>();

    @Override
    public void accept(Observation observation) {
        if (observation instanceof Observation.StepStarting again) {
            revisions.remove(again.revision());
        } else if (observation instanceof Observation.StepFailed failed) {
            revisions.add(failed.revision());
        } else if (observation instanceof Observation.StepOutcomeUnknown unknown) {
            revisions.add(unknown.revision());
        }
    }

    /** Nobody may be at work for the tool any more. */
    void judge(Path ledger, Database database, Consumer<Observation> observer) {
        StepVerdicts.of(ledger, database, List.copyOf(revisions))
                .forEach(verdicts -> observer.accept(new Observation.StatementsJudged(verdicts)));
    }
}
