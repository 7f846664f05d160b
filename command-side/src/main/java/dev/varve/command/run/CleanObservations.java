package dev.varve.command.run;

import dev.varve.command.append.Redaction;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.*;
import dev.varve.engine.observation.StepFailure;
import java.util.function.Consumer;

/** Passes observations on without the secrets that a tool's own words may carry. */
record CleanObservations(Redaction redaction, Consumer<Observation> next) implements Consumer<Observation> {

    /** What Alembic's runner sends at most of an error; see {@code channel.py}. */
    private static final int RUNNER_SENDS = 16_000;

    /** Room for its own note of what it left out, so that it is not cut off again. */
    private static final int LONGEST = RUNNER_SENDS + 100;

    @Override
    public void accept(Observation observation) {
        next.accept(clean(observation));
    }

    /** Each is named, so that whoever adds one decides whether the tool's own words are in it. */
    private Observation clean(Observation observation) {
        return switch (observation) {
            case StepFailed o ->
                new StepFailed(o.ordinal(), o.revision(), o.durationMillis(), clean(o.failure()), o.fingerprint());
            case StepOutcomeUnknown o ->
                new StepOutcomeUnknown(o.ordinal(), o.revision(), redaction.of(o.why()), o.fingerprint());
            case CheckEnded o -> new CheckEnded(redaction.of(o.check()), o.passed(), redaction.of(o.detail()));
            case StatementStarting o ->
                new StatementStarting(o.revision(), o.ordinal(), redaction.of(o.sql()), o.inTransaction());
            case StatementsJudged o -> new StatementsJudged(VerdictFacts.clean(o.verdicts(), redaction));
            case ToolSaid o -> new ToolSaid(redaction.of(o.line()));
            case RehearsalFailed o ->
                new RehearsalFailed(
                        o.backupId(),
                        o.revision(),
                        o.failure() == null ? null : clean(o.failure()),
                        redaction.of(o.why()),
                        o.durationMillis());
            case Rehearsing o -> new Rehearsing(clean(o.observed()));
            case OfCopy o -> o;
            case Observation.OfLocks o -> o;
            case PreflightPassed o -> o;
            case PreflightRefused o -> o;
            case RunPlanned o -> o;
            case OfBackup o -> o;
            case RestoreStarting o -> o;
            case RestoreSucceeded o -> o;
            case Progress o -> o;
            case ToolStarting o -> o;
            case ToolConnected o -> o;
            case StepStarting o -> o;
            case StepSucceeded o -> o;
            case StatementFinished o -> o;
            case TransactionChanged o -> o;
            case StepApplied o -> o;
            case VerificationStarting o -> o;
            case TablesCompared o -> o;
            case PartialRunSeen o -> o;
        };
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
                failure.inTransaction(),
                failure.sqlState());
    }
}
