package dev.varve.command.recover;

import dev.varve.command.run.KnownPast;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.diagnosis.Looked;
import dev.varve.engine.recovery.Scene.BesideApplication;
import dev.varve.engine.recovery.Scene.BrokenRun;
import dev.varve.events.Outcomes;
import dev.varve.events.RecordedStep;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** Finds the run that did not end well, and holds what it planned against what the database says is done. */
final class BrokenRuns {

    private static final Set<String> BAD = Set.of(Outcomes.INTERRUPTED, Outcomes.FAILED_NEEDS_RECOVERY);

    private final KnownPast past;
    private final RecordedRuns recorded;
    private final BiPredicate<String, String> leftNothing;

    /** @param leftNothing whether it is known of a run's step, by its revision, that nothing of it was kept */
    BrokenRuns(KnownPast past, RecordedRuns recorded, BiPredicate<String, String> leftNothing) {
        this.past = past;
        this.recorded = recorded;
        this.leftNothing = leftNothing;
    }

    /**
     * The run that did not end well.
     *
     * @param wayBack the backup that was proven before its first step; {@code null} if there is none
     */
    Optional<String> id(Backup wayBack) {
        if (past.openStep() != null) {
            return Optional.of(past.openStep().runId());
        }
        if (wayBack != null && wayBack.runId() != null) {
            return Optional.of(wayBack.runId());
        }
        return Optional.ofNullable(past.lastRun())
                .filter(run -> run.outcome() == null || BAD.contains(run.outcome()))
                .map(KnownPast.LastRun::runId);
    }

    /** What the database says of that run's steps. */
    BrokenRun of(String runId, Looked looked) {
        var current = looked.diagnosis().current();
        var applied = new HashSet<>(looked.tool().graph().ancestry(current));
        applied.addAll(current);
        var down = isDowngrade(runId);
        var planned = recorded.plan(runId).map(plan -> revisions(plan.steps())).orElse(List.of());
        var done = planned.stream()
                .filter(revision -> applied.contains(revision) != down)
                .count();
        var open = past.openStep() == null ? null : past.openStep().revision();
        return new BrokenRun(
                runId,
                recorded.began(runId),
                open,
                open != null && applied.contains(open) != down,
                done > 0,
                done > 0 && done == planned.size(),
                beside(runId, open));
    }

    private BesideApplication beside(String runId, String open) {
        return recorded.wasBesideApplication(runId)
                ? new BesideApplication(open != null && leftNothing.test(runId, open))
                : null;
    }

    boolean isDowngrade(String runId) {
        return recorded.request(runId)
                .filter(request -> request.kind().equals("downgrade"))
                .isPresent();
    }

    private static List<String> revisions(List<RecordedStep> steps) {
        return steps.stream().map(RecordedStep::revision).toList();
    }
}
