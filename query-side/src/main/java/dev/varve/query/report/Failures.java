package dev.varve.query.report;

import dev.varve.events.Outcomes;
import dev.varve.query.report.Report.Failure;
import dev.varve.query.runs.RunView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs that did not end well, each with the run after which the database was well again. */
final class Failures {

    private static final Set<String> BAD =
            Set.of(Outcomes.FAILED_UNCHANGED, Outcomes.FAILED_NEEDS_RECOVERY, Outcomes.INTERRUPTED);

    private final List<RunView> all;

    /** @param all the database's runs, by their beginning */
    Failures(List<RunView> all) {
        this.all = all;
    }

    List<Failure> of(List<RunView> shown) {
        return shown.stream()
                .filter(run -> isBad(run.outcome()))
                .map(this::failure)
                .toList();
    }

    /** A run without an end may have died. */
    private static boolean isBad(String outcome) {
        return outcome == null || BAD.contains(outcome);
    }

    private Failure failure(RunView run) {
        var needed = !Outcomes.FAILED_UNCHANGED.equals(run.outcome()) && touched(run);
        var well = needed ? wellAgainAfter(run) : Optional.<RunView>empty();
        return new Failure(
                run.runId(),
                run.kind(),
                run.outcome(),
                run.endedAt(),
                run.why(),
                needed,
                well.map(RunView::runId).orElse(null),
                well.map(RunView::endedAt).orElse(null),
                well.map(later ->
                                Duration.between(run.endedAt(), later.endedAt()).toMillis())
                        .orElse(null));
    }

    /** A run that was interrupted before its first step, stamp or restore has changed nothing. */
    private static boolean touched(RunView run) {
        return Outcomes.FAILED_NEEDS_RECOVERY.equals(run.outcome())
                || run.steps().stream().anyMatch(step -> step.startedAt() != null)
                || run.stamp() != null
                || run.restore() != null;
    }

    /** A rehearsal and a refusal leave the database as it is. */
    private Optional<RunView> wellAgainAfter(RunView broken) {
        return all.stream()
                .filter(run -> run.firstSequence() > broken.firstSequence())
                .filter(run -> !"rehearse".equals(run.kind()))
                .filter(run -> Outcomes.SUCCEEDED.equals(run.outcome()) || Outcomes.RECOVERED.equals(run.outcome()))
                .findFirst();
    }
}
