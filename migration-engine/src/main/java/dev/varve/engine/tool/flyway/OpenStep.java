package dev.varve.engine.tool.flyway;

import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.StepFailure;
import dev.varve.engine.tool.PlannedStep;
import java.util.concurrent.TimeUnit;

/** The step that is running, and what was counted in it so far. */
final class OpenStep {

    private final PlannedStep planned;
    private final long startedNanos = System.nanoTime();
    private StatementWatch.Opened running;
    private int statements;
    private long rows;
    private long endedNanos;
    private boolean scriptEnded;

    OpenStep(PlannedStep planned) {
        this.planned = planned;
    }

    String revision() {
        return planned.revision();
    }

    int nextStatement() {
        statements++;
        return statements;
    }

    void running(StatementWatch.Opened statement) {
        running = statement;
    }

    StatementWatch.Opened running() {
        return running;
    }

    void statementEnded(Long affected) {
        running = null;
        rows += affected == null ? 0 : affected;
    }

    void scriptEnded() {
        scriptEnded = true;
        endedNanos = System.nanoTime();
    }

    boolean hasScriptEnded() {
        return scriptEnded;
    }

    Observation succeeded(String fingerprint) {
        return new Observation.StepSucceeded(
                planned.ordinal(), revision(), millis(endedNanos), statements, rows, fingerprint);
    }

    Observation failed(StepFailure failure, String fingerprint) {
        return new Observation.StepFailed(
                planned.ordinal(), revision(), millis(System.nanoTime()), failure, fingerprint);
    }

    Observation unknown(String why) {
        return new Observation.StepOutcomeUnknown(planned.ordinal(), revision(), why, null);
    }

    private long millis(long until) {
        return TimeUnit.NANOSECONDS.toMillis(until - startedNanos);
    }
}
