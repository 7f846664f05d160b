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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    private final Supplier<History> history;
    private final List<String> applied = new ArrayList<>();
    private OpenStep step;
    private boolean scriptRunning;
    private boolean transactionOpen;
    private int rankBefore;
    private Stop stop;
    private int begun;

    StepWatch(
            List<PlannedStep> steps,
            MigrationOrder order,
            Consumer<Observation> observer,
            StatementLedger ledger,
            Supplier<History> history) {
        this.steps = steps;
        this.order = order;
        this.observer = observer;
        this.ledger = ledger;
        this.history = history;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE
                || event == Event.AFTER_EACH_MIGRATE
                || event == Event.AFTER_EACH_MIGRATE_ERROR;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        if (event == Event.BEFORE_EACH_MIGRATE) {
            begin(FlywayRevision.id(context.getMigrationInfo()));
            return;
        }
        scriptRunning = false;
        if (event == Event.AFTER_EACH_MIGRATE) {
            step.scriptEnded();
            tell(new Observation.StepApplied(step.revision()));
        }
    }

    private void begin(String revision) {
        endOfStep();
        refuseUnlessEnded();
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
    public Opened starting(String sql, int connection, boolean inTransaction) {
        if (!scriptRunning) {
            return null;
        }
        stopIfAsked();
        beginTransaction(inTransaction);
        var opened = new Opened(step.nextStatement(), sql, connection, inTransaction, System.nanoTime());
        step.running(opened);
        ledger.starting(place(opened, inTransaction), sql);
        tell(new Observation.StatementStarting(step.revision(), opened.ordinal(), sql, inTransaction));
        return opened;
    }

    @Override
    public void finished(Opened opened, boolean inTransaction, Long rows) {
        if (opened == null) {
            return;
        }
        var millis = millisSince(opened);
        step.statementEnded(rows);
        ledger.finished(place(opened, inTransaction), millis, rows);
        tell(new Observation.StatementFinished(step.revision(), opened.ordinal(), millis, rows, inTransaction));
    }

    @Override
    public void failed(Opened opened, boolean inTransaction, Throwable error) {
        if (opened != null) {
            ledger.failed(
                    place(opened, inTransaction),
                    millisSince(opened),
                    null,
                    error.getClass().getName(),
                    WatchedTransaction.isLost(error));
        }
    }

    @Override
    public void noted(String event, int connection, Map<String, ?> more) {
        ledger.transaction(event, connection, step == null ? null : step.revision(), more);
    }

    private StatementLedger.Place place(Opened opened, boolean inTransaction) {
        return new StatementLedger.Place(
                step.revision(), opened.ordinal(), opened.connection(), inTransaction, !inTransaction);
    }

    private static long millisSince(Opened opened) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - opened.startedNanos());
    }

    /** The driver begins lazily: a transaction is open from its first statement on. */
    private void beginTransaction(boolean inTransaction) {
        if (inTransaction && !transactionOpen) {
            transactionOpen = true;
            tell(new Observation.TransactionChanged(step.revision(), Kind.BEGIN));
        }
    }

    @Override
    public void transactionEnded(Kind kind) {
        if (transactionOpen) {
            transactionOpen = false;
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

    /** Tells that the open step succeeded, if the history says so. */
    private void endOfStep() {
        var now = history.get();
        if (step != null && step.hasScriptEnded() && now.saysSince(rankBefore, step.revision())) {
            applied.add(step.revision());
            var ended = step;
            step = null;
            tell(ended.succeeded(order.inspector().fingerprint()));
        }
        rankBefore = now.lastRank();
    }

    /** After Flyway returned without an error. */
    void endOfRun() {
        endOfStep();
        refuseUnlessEnded();
    }

    private void refuseUnlessEnded() {
        if (step != null) {
            throw new FlywayException(
                    "expected a row of success in the history for " + step.revision() + ", found none");
        }
    }

    MigrationResult finished() {
        return new MigrationResult(MigrationResult.Ending.FINISHED, applied, null, null);
    }

    /** A step that was stopped in its middle ends here too, so that its intent has an outcome. */
    MigrationResult ended(MigrationResult.Ending ending, StepFailure failure) {
        try {
            endOfStep();
        } catch (FlywayException unreadable) {
            return unknown(failure, unreadable);
        }
        if (step == null) {
            return new MigrationResult(ending, applied, null, failure);
        }
        observer.accept(step.failed(failure, order.inspector().fingerprint()));
        return new MigrationResult(ending, applied, step.revision(), failure);
    }

    private MigrationResult unknown(StepFailure failure, FlywayException unreadable) {
        var revision = step == null ? null : step.revision();
        if (step != null) {
            observer.accept(step.unknown("the history could not be read afterwards: " + unreadable.getMessage()));
        }
        return new MigrationResult(MigrationResult.Ending.UNKNOWN, applied, revision, failure);
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
