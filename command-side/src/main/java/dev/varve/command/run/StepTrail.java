package dev.varve.command.run;

import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.*;
import dev.varve.engine.observation.StepFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps what a run's steps did, for the document that the command prints. */
public final class StepTrail implements Consumer<Observation> {

    private final List<Step> steps = new ArrayList<>();
    private int statements;

    /**
     * One planned step and how it ended.
     *
     * @param outcome {@code NOT_RUN RUNNING SUCCEEDED FAILED UNKNOWN}
     * @param statements how many ran; {@code null} if unknown
     * @param error {@code null} unless it failed
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
            StepFailure error) {}

    public List<Step> steps() {
        return List.copyOf(steps);
    }

    @Override
    public void accept(Observation observation) {
        switch (observation) {
            case RunPlanned o ->
                o.steps()
                        .forEach(step -> steps.add(new Step(
                                step.revision(), step.message(), "NOT_RUN", null, null, null, null, null, null)));
            case StepStarting o -> {
                statements = 0;
                replace(
                        o.revision(),
                        was -> new Step(
                                was.revision(),
                                was.message(),
                                "RUNNING",
                                null,
                                null,
                                null,
                                o.fingerprint(),
                                null,
                                null));
            }
            case StatementStarting o -> statements = o.ordinal();
            case StepSucceeded o ->
                replace(
                        o.revision(),
                        was -> new Step(
                                was.revision(),
                                was.message(),
                                "SUCCEEDED",
                                o.durationMillis(),
                                o.statements(),
                                o.rowsAffected(),
                                was.fingerprintBefore(),
                                o.fingerprint(),
                                null));
            case StepFailed o ->
                replace(
                        o.revision(),
                        was -> new Step(
                                was.revision(),
                                was.message(),
                                "FAILED",
                                o.durationMillis(),
                                statements,
                                null,
                                was.fingerprintBefore(),
                                o.fingerprint(),
                                o.failure()));
            case StepOutcomeUnknown o ->
                replace(
                        o.revision(),
                        was -> new Step(
                                was.revision(),
                                was.message(),
                                "UNKNOWN",
                                null,
                                null,
                                null,
                                was.fingerprintBefore(),
                                o.fingerprint(),
                                null));
            default -> {}
        }
    }

    private void replace(String revision, java.util.function.UnaryOperator<Step> change) {
        steps.replaceAll(step -> step.revision().equals(revision) ? change.apply(step) : step);
    }
}
