package dev.varve.command.recover;

import dev.varve.command.run.LeftLedgers;
import dev.varve.command.run.VerdictFacts;
import dev.varve.command.run.Watch;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.verdict.StepVerdicts;
import dev.varve.events.RunEvent;
import dev.varve.events.RunEvent.StatementsJudged;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What became of the statements of steps that did not end well: as recorded, or else judged now by the ledger in this home. */
final class JudgedSteps {

    private record Step(String runId, String revision) {}

    private final Map<Step, StepVerdicts> recorded = new HashMap<>();

    void add(RunEvent event) {
        if (event instanceof StatementsJudged judged) {
            recorded.put(new Step(judged.runId(), judged.revision()), VerdictFacts.of(judged));
        }
    }

    /** Of the steps of that run that are still open; nobody may be at work on them. */
    List<StepVerdicts> of(Watch watch, String runId, LeftLedgers ledgers) {
        return watch.past().openSteps().stream()
                .filter(step -> step.runId().equals(runId))
                .map(step -> {
                    var known = recorded.get(new Step(runId, step.revision()));
                    return known == null ? judge(watch.access(), runId, step.revision(), ledgers) : known;
                })
                .toList();
    }

    /** A run that ended by itself has judged its steps. */
    private static StepVerdicts judge(TargetAccess access, String runId, String revision, LeftLedgers ledgers) {
        return ledgers.judge(access, runId, revision, null)
                .afterAKill(access.database().kind());
    }
}
