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

    private static final int LONGEST = 16_100;

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

    /** An event and a terminal take only so much; the ledger and the output have all of it. */
    private static String brief(String text) {
        return text == null || text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + " ... (" + (text.length() - LONGEST) + " characters more)";
    }

    private StepFailure clean(StepFailure failure) {
        return new StepFailure(
                failure.type(),
                brief(redaction.of(failure.message())),
                brief(redaction.of(failure.detail())),
                brief(redaction.of(failure.statement())),
                failure.statementOrdinal(),
                failure.inTransaction());
    }
}
