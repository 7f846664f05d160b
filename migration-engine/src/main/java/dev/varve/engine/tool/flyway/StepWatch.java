package dev.varve.engine.tool.flyway;

import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.TransactionChanged.Kind;
import dev.varve.engine.observation.StepFailure;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.PlannedStep;
import dev.varve.engine.tool.StatementLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Hears Flyway's callbacks and every statement, and turns them into observations: intent first, in order.
 *
 * <p>Flyway commits a step after its last callback. So a step is told to have succeeded only when the next begins or the run
 * is over, and only if the history table, read on another connection, says so.
 */
final class StepWatch extends BaseCallback implements StatementWatch {

    /** Why nothing further may begin. */
    sealed interface Stop {
        /** The order asked for it. */
        record Requested() implements Stop {}

        /** The observer threw: what was about to begin could not be made durable. */
        record ObserverThrew(RuntimeException original) implements Stop {}
    }

    private final List<PlannedStep> steps;
    private final MigrationOrder order;
    private final Consumer<Observation> observer;
    private final StatementLedger ledger;
    private final Predicate<String> historySays;
    private final List<String> applied = new ArrayList<>();
    private OpenStep step;
    private boolean scriptRunning;
    private Stop stop;
    private int begun;

    StepWatch(
            List<PlannedStep> steps,
            MigrationOrder order,
            Consumer<Observation> observer,
            StatementLedger ledger,
            Predicate<String> historySays) {
        this.steps = steps;
        this.order = order;
        this.observer = observer;
        this.ledger = ledger;
        this.historySays = historySays;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        if (event == Event.BEFORE_EACH_MIGRATE) {
            begin(FlywayRevision.id(context.getMigrationInfo()));
        } else {
            scriptRunning = false;
            step.scriptEnded();
            tell(new Observation.StepApplied(step.revision()));
        }
    }

    private void begin(String revision) {
        endOfStep();
        stopIfAsked();
        var planned = planned(revision);
        tell(new Observation.StepStarting(
                planned.ordinal(),
                steps.size(),
                revision,
                planned.message(),
                planned.from(),
                order.inspector().fingerprint()));
        step = new OpenStep(planned);
        scriptRunning = true;
        begun++;
    }

    private PlannedStep planned(String revision) {
        return steps.stream()
                .filter(planned -> planned.revision().equals(revision))
                .findFirst()
                .orElseThrow(() -> new FlywayException("expected only the planned steps, found that Flyway would run "
                        + revision + ": the scripts changed since they were planned"));
    }

    @Override
    public Opened starting(String sql, boolean inTransaction) {
        if (!scriptRunning) {
            return null;
        }
        stopIfAsked();
        var opened = new Opened(step.nextStatement(), sql, inTransaction, System.nanoTime());
        step.running(opened);
        ledger.starting(step.revision(), opened.ordinal(), sql, inTransaction);
        tell(new Observation.StatementStarting(step.revision(), opened.ordinal(), sql, inTransaction));
        return opened;
    }

    @Override
    public void finished(Opened opened, boolean inTransaction, Long rows) {
        if (opened == null) {
            return;
        }
        var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - opened.startedNanos());
        step.statementEnded(rows);
        ledger.finished(step.revision(), opened.ordinal(), inTransaction, millis, rows);
        tell(new Observation.StatementFinished(step.revision(), opened.ordinal(), millis, rows, inTransaction));
    }

    @Override
    public void transaction(Kind kind) {
        if (step != null && stop == null) {
            tell(new Observation.TransactionChanged(step.revision(), kind));
        }
    }

    private void stopIfAsked() {
        if (stop == null && order.stopRequested().getAsBoolean()) {
            stop = new Stop.Requested();
        }
        if (stop != null) {
            throw new FlywayException("stopped: nothing further begins");
        }
    }

    private void tell(Observation observation) {
        try {
            observer.accept(observation);
        } catch (RuntimeException refusal) {
            stop = new Stop.ObserverThrew(refusal);
            throw new FlywayException("stopped: the observer refused", refusal);
        }
    }

    /** Tells that the open step succeeded, if it did. */
    private void endOfStep() {
        if (step != null && step.hasScriptEnded() && historySays.test(step.revision())) {
            applied.add(step.revision());
            var ended = step;
            step = null;
            tell(ended.succeeded(order.inspector().fingerprint()));
        }
    }

    void endOfRun() {
        endOfStep();
    }

    MigrationResult finished() {
        return new MigrationResult(MigrationResult.Ending.FINISHED, applied, null, null);
    }

    MigrationResult stopped() {
        return new MigrationResult(
                MigrationResult.Ending.STOPPED, applied, step == null ? null : step.revision(), null);
    }

    MigrationResult failed(StepFailure failure) {
        endOfStep();
        if (step == null) {
            return new MigrationResult(MigrationResult.Ending.FAILED, applied, null, failure);
        }
        observer.accept(step.failed(failure, order.inspector().fingerprint()));
        return new MigrationResult(MigrationResult.Ending.FAILED, applied, step.revision(), failure);
    }

    Stop stop() {
        return stop;
    }

    boolean hasBegun() {
        return begun > 0;
    }

    /** The statement that was running when the step failed; {@code null} if none was. */
    Opened running() {
        return step == null ? null : step.running();
    }
}
