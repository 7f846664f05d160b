package dev.varve.engine.run;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupException;
import dev.varve.engine.backup.BackupNotProven;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.database.ChangeWatch;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.PlannedRevision;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.MigrationTool;
import dev.varve.engine.tool.ToolException;
import java.util.function.Consumer;

/**
 * The guarded run in place: preflight's verdict, backup, proof, steps, verification, outcome. Announces every act to its
 * observer before it begins; an observer that throws stops the run before that act.
 */
public final class GuardedRun {

    private final Database database;
    private final MigrationTool tool;
    private final BackupVault vault;
    private final Consumer<Observation> observer;

    public GuardedRun(Database database, MigrationTool tool, BackupVault vault, Consumer<Observation> observer) {
        this.database = database;
        this.tool = tool;
        this.vault = vault;
        this.observer = observer;
    }

    /** Runs the order to its end and tells how it ended. Throws only what the observer threw, or a fault of our own. */
    public RunReport run(RunOrder order) {
        if (order.verdict().refuses()) {
            observer.accept(new Observation.PreflightRefused(order.verdict().violations()));
            return RunReport.withoutActing(RunReport.Outcome.REFUSED, null, "preflight refused the run");
        }
        observer.accept(new Observation.PreflightPassed(order.verdict().warnings()));
        observer.accept(planned(order));
        if (order.steps().isEmpty()) {
            return RunReport.alreadyThere(order.from(), fingerprint(order));
        }
        return watched(order);
    }

    private RunReport watched(RunOrder order) {
        ChangeWatch watch;
        try {
            watch = database.watch();
        } catch (DatabaseUnreadable takenMeanwhile) {
            return RunReport.refused(null, NoBackup.because(takenMeanwhile));
        }
        try (watch) {
            return runGuarded(order, watch);
        }
    }

    private RunReport runGuarded(RunOrder order, ChangeWatch watch) {
        Backup backup;
        try {
            backup = vault.take(order.target(), database, order.runId(), observer);
        } catch (BackupNotProven unproven) {
            return RunReport.withoutActing(RunReport.Outcome.PROOF_FAILED, null, unproven.getMessage());
        } catch (BackupException refused) {
            return RunReport.refused(null, NoBackup.because(refused));
        }
        if (order.stopRequested().getAsBoolean()) {
            return RunReport.withoutActing(
                    RunReport.Outcome.INTERRUPTED, fingerprint(order), "stopped before the first step");
        }
        var rows = new RowLedger(backup, order.versionTables());
        try {
            var result = migrate(order, watch, rows);
            return new Verification(database, tool, observer).judge(order, backup, rows, result);
        } catch (ToolException refused) {
            return RunReport.refused(backup, refused.finding());
        }
    }

    private MigrationResult migrate(RunOrder order, ChangeWatch watch, RowLedger rows) {
        var migration = new MigrationOrder(
                order.destination(),
                order.ledger(),
                order.output(),
                order.stopRequested(),
                () -> refuseIfChanged(watch),
                () -> fingerprint(order));
        return tool.migrate(migration, observation -> relay(observation, rows));
    }

    private void relay(Observation observation, RowLedger rows) {
        if (observation instanceof Observation.StepSucceeded succeeded) {
            countRows(succeeded.revision(), rows);
        }
        observer.accept(observation);
    }

    private void countRows(String revision, RowLedger rows) {
        try {
            rows.afterStep(revision, database.rowCounts());
        } catch (DatabaseUnreadable busy) {
            observer.accept(new Observation.ToolSaid("rows could not be counted after " + revision + ": " + busy.found()
                    + "; the verification counts them"));
        }
    }

    private void refuseIfChanged(ChangeWatch watch) {
        if (watch.changed()) {
            throw new ToolException(Finding.of(
                    FindingCode.DATABASE_IN_USE,
                    Severity.ERROR,
                    "expected " + database.location()
                            + " to be as it was when its backup was taken, found that another process wrote to it since",
                    "stop the application that writes to it, then run the upgrade again"));
        }
    }

    private String fingerprint(RunOrder order) {
        try {
            return database.schema().without(order.versionTables()).fingerprint();
        } catch (DatabaseUnreadable locked) {
            return null;
        }
    }

    private static Observation.RunPlanned planned(RunOrder order) {
        var steps = order.steps().stream()
                .map(step -> new PlannedRevision(step.revision(), step.message(), step.file(), step.sha256()))
                .toList();
        return new Observation.RunPlanned(order.from(), order.to(), steps);
    }
}
