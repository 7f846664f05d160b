package dev.varve.command.run;

import dev.varve.command.append.Redaction;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.CheckEnded;
import dev.varve.engine.observation.Observation.StatementStarting;
import dev.varve.engine.observation.Observation.StepFailed;
import dev.varve.engine.observation.Observation.StepOutcomeUnknown;
import dev.varve.engine.observation.Observation.ToolSaid;
import dev.varve.engine.observation.StepFailure;
import java.util.function.Consumer;

/** Passes observations on without the secrets that a tool's own words may carry. */
record CleanObservations(Redaction redaction, Consumer<Observation> next) implements Consumer<Observation> {

    @Override
    public void accept(Observation observation) {
        next.accept(
                switch (observation) {
                    case StepFailed o ->
                        new StepFailed(
                                o.ordinal(), o.revision(), o.durationMillis(), clean(o.failure()), o.fingerprint());
                    case StepOutcomeUnknown o ->
                        new StepOutcomeUnknown(o.ordinal(), o.revision(), redaction.of(o.why()), o.fingerprint());
                    case CheckEnded o -> new CheckEnded(redaction.of(o.check()), o.passed(), redaction.of(o.detail()));
                    case StatementStarting o ->
                        new StatementStarting(o.revision(), o.ordinal(), redaction.of(o.sql()), o.inTransaction());
                    case ToolSaid o -> new ToolSaid(redaction.of(o.line()));
                    default -> observation;
                });
    }

    private StepFailure clean(StepFailure failure) {
        return new StepFailure(
                failure.type(),
                redaction.of(failure.message()),
                redaction.of(failure.detail()),
                redaction.of(failure.statement()),
                failure.statementOrdinal(),
                failure.inTransaction());
    }
}
