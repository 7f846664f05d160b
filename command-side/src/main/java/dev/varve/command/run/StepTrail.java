package dev.varve.command.run;

import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.OfStep;
import dev.varve.engine.observation.Observation.RehearsalSucceeded;
import dev.varve.engine.observation.Observation.Rehearsing;
import dev.varve.engine.observation.Observation.RunPlanned;
import dev.varve.engine.observation.Observation.StatementStarting;
import dev.varve.engine.observation.Observation.StatementsJudged;
import dev.varve.engine.observation.Observation.StepFailed;
import dev.varve.engine.observation.Observation.StepOutcomeUnknown;
import dev.varve.engine.observation.Observation.StepRetrying;
import dev.varve.engine.observation.Observation.StepStarting;
import dev.varve.engine.observation.Observation.StepSucceeded;
import dev.varve.engine.observation.StepFailure;
import dev.varve.engine.verdict.StepVerdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Keeps what a run's steps did, for the document that the command prints: on the database, or else on the copy. */
public final class StepTrail implements Consumer<Observation> {

    private final List<Step> steps = new ArrayList<>();
    private int statementsBegun;
    private boolean rehearsed;

    /**
     * One planned step and how it ended.
     *
     * @param outcome {@code NOT_RUN RUNNING SUCCEEDED FAILED UNKNOWN}
     * @param statements how many ran; {@code null} if unknown
     * @param error {@code null} unless it failed
     * @param verdicts what became of its statements; {@code null} if that was not asked
     * @param retries how often it was tried again because it had not got a lock
     */
    public record Step(
            String revision,
            String message,
            String outcome,
            Long durationMillis,
            Integer statements,
            Long rowsAffected,
            String fingerprintBefore,
            String fingerprintAfter,
            StepFailure error,
            StepVerdicts verdicts,
            int retries) {

        private static Step planned(String revision, String message) {
            return new Step(revision, message, "NOT_RUN", null, null, null, null, null, null, null, 0);
        }

        private Step after(StepStarting o) {
            return new Step(revision, message, "RUNNING", null, null, null, o.fingerprint(), null, null, null, retries);
        }

        private Step after(StepSucceeded o) {
            return ended("SUCCEEDED", o.durationMillis(), o.statements(), o.rowsAffected(), o.fingerprint(), null);
        }

        private Step after(StepFailed o, int begun) {
            return ended("FAILED", o.durationMillis(), begun, null, o.fingerprint(), o.failure());
        }

        private Step after(StepOutcomeUnknown o) {
            return ended("UNKNOWN", null, null, null, o.fingerprint(), null);
        }

        private Step judged(StepVerdicts judged) {
            return with(judged, retries);
        }

        private Step triedAgain(int times) {
            return with(verdicts, times);
        }

        private Step with(StepVerdicts verdicts, int retries) {
            return new Step(
                    revision,
                    message,
                    outcome,
                    durationMillis,
                    statements,
                    rowsAffected,
                    fingerprintBefore,
                    fingerprintAfter,
                    error,
                    verdicts,
                    retries);
        }

        private Step ended(
                String how, Long millis, Integer statementCount, Long rows, String fingerprint, StepFailure failure) {
            return new Step(
                    revision,
                    message,
                    how,
                    millis,
                    statementCount,
                    rows,
                    fingerprintBefore,
                    fingerprint,
                    failure,
                    verdicts,
                    retries);
        }
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }

    @Override
    public void accept(Observation observation) {
        if (observation instanceof Rehearsing rehearsing) {
            accept(rehearsing.observed());
        } else if (observation instanceof RehearsalSucceeded) {
            rehearsed = true;
        } else if (observation instanceof RunPlanned planned) {
            planned.steps().forEach(step -> steps.add(Step.planned(step.revision(), step.message())));
        } else if (observation instanceof StatementStarting statement) {
            statementsBegun = statement.ordinal();
        } else if (observation instanceof StatementsJudged judged) {
            replace(judged.verdicts().revision(), step -> step.judged(judged.verdicts()));
        } else if (observation instanceof StepRetrying again) {
            replace(again.revision(), step -> step.triedAgain(again.retry()));
        } else if (observation instanceof OfStep ofStep) {
            follow(ofStep);
        }
    }

    private void follow(OfStep observation) {
        switch (observation) {
            case StepStarting o -> {
                beginAgainAfterTheRehearsal();
                statementsBegun = 0;
                replace(o.revision(), step -> step.after(o));
            }
            case StepSucceeded o -> replace(o.revision(), step -> step.after(o));
            case StepFailed o -> replace(o.revision(), step -> step.after(o, statementsBegun));
            case StepOutcomeUnknown o -> replace(o.revision(), step -> step.after(o));
        }
    }

    /** The database's steps are told instead of the copy's as soon as there are any. */
    private void beginAgainAfterTheRehearsal() {
        if (rehearsed) {
            rehearsed = false;
            steps.replaceAll(step -> Step.planned(step.revision(), step.message()));
        }
    }

    private void replace(String revision, UnaryOperator<Step> change) {
        steps.replaceAll(step -> step.revision().equals(revision) ? change.apply(step) : step);
    }
}
