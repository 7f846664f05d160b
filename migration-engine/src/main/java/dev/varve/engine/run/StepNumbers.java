package dev.varve.engine.run;

import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.OfStep;
import dev.varve.engine.observation.Observation.StepFailed;
import dev.varve.engine.observation.Observation.StepOutcomeUnknown;
import dev.varve.engine.observation.Observation.StepStarting;
import dev.varve.engine.observation.Observation.StepSucceeded;

/**
 * A tool that is called again counts the steps that are left from 1; people count those of the run.
 *
 * @param done how many steps former calls did
 */
record StepNumbers(int done) {

    Observation ofTheRun(Observation observation) {
        return observation instanceof OfStep step ? ofTheRun(step) : observation;
    }

    private OfStep ofTheRun(OfStep step) {
        return switch (step) {
            case StepStarting o ->
                new StepStarting(
                        o.ordinal() + done, o.total() + done, o.revision(), o.message(), o.from(), o.fingerprint());
            case StepSucceeded o ->
                new StepSucceeded(
                        o.ordinal() + done,
                        o.revision(),
                        o.durationMillis(),
                        o.statements(),
                        o.rowsAffected(),
                        o.fingerprint());
            case StepFailed o ->
                new StepFailed(o.ordinal() + done, o.revision(), o.durationMillis(), o.failure(), o.fingerprint());
            case StepOutcomeUnknown o ->
                new StepOutcomeUnknown(o.ordinal() + done, o.revision(), o.why(), o.fingerprint());
        };
    }
}
