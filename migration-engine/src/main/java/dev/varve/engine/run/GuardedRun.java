package dev.varve.engine.run;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupException;
import dev.varve.engine.backup.BackupMethod;
import dev.varve.engine.backup.BackupNotProven;
import dev.varve.engine.backup.TakenBackup;
import dev.varve.engine.database.ChangeWatch;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.PlannedRevision;
import dev.varve.engine.swap.LeftoversStay;
import dev.varve.engine.swap.SwapMethod;
import dev.varve.engine.tool.MigrationTool;
import java.util.function.Consumer;

/**
 * The guarded run: preflight's verdict, backup, proof, rehearsal on a copy, then the steps on the database or the copy in its place,
 * verification, outcome. Announces every act to its
 * observer before it begins; an observer that throws stops the run before that act.
 */
public final class GuardedRun {

    private final Database database;
    private final MigrationTool tool;
    private final BackupMethod backups;
    private final SwapMethod swap;
    private final Consumer<Observation> observer;

    public GuardedRun(
            Database database,
            MigrationTool tool,
            BackupMethod backups,
            SwapMethod swap,
            Consumer<Observation> observer) {
        this.database = database;
        this.tool = tool;
        this.backups = backups;
        this.swap = swap;
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
            return RunReport.alreadyThere(order.from(), InPlace.fingerprint(database, order));
        }
        observer.accept(new Observation.StrategyChosen(
                order.approach().strategy(), order.approach().isRehearsed(), order.approachBecause()));
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
        clearLeftovers();
        try {
            return order.approach().isRehearsed() ? rehearsed(order, watch) : unrehearsed(order, watch);
        } catch (BackupNotProven unproven) {
            return RunReport.withoutActing(RunReport.Outcome.PROOF_FAILED, null, unproven.getMessage());
        } catch (BackupException refused) {
            return RunReport.refused(null, NoBackup.because(refused));
        }
    }

    private RunReport unrehearsed(RunOrder order, ChangeWatch watch) {
        var backup = backups.take(order.target(), order.runId(), observer);
        return order.stopRequested().getAsBoolean() ? stoppedBefore(order) : inPlace(order, backup, watch, null);
    }

    private RunReport rehearsed(RunOrder order, ChangeWatch watch) {
        try (var taken = backups.takeToCopy(order.target(), order.runId(), observer)) {
            return order.stopRequested().getAsBoolean() ? stoppedBefore(order) : rehearsed(order, taken, watch);
        }
    }

    private RunReport stoppedBefore(RunOrder order) {
        return RunReport.withoutActing(
                RunReport.Outcome.INTERRUPTED, InPlace.fingerprint(database, order), "stopped before the first step");
    }

    private RunReport rehearsed(RunOrder order, TakenBackup taken, ChangeWatch watch) {
        var backup = taken.backup();
        try (var rehearsal = new Rehearsal(tool, taken, observer)) {
            var ending = rehearsal.rehearse(order);
            if (!ending.wentWell() || order.approach() == Approach.REHEARSAL_ONLY) {
                return ending.wentWell() ? ofDatabase(order, ending.report()) : ending.report();
            }
            if (order.stopRequested().getAsBoolean()) {
                return RunReport.untouched(
                                RunReport.Outcome.INTERRUPTED,
                                backup,
                                null,
                                "stopped after the rehearsal, before the first step")
                        .rehearsed(ending.report().rehearsal());
            }
            if (order.approach() == Approach.SWAP) {
                return new SwapIn(database, tool, swap, observer)
                        .run(order, backup, watch, ending.taught(), ending.report());
            }
            rehearsal.close();
            return inPlace(order, backup, watch, ending.taught())
                    .rehearsed(ending.report().rehearsal());
        }
    }

    /** After a rehearsal alone the database stands where it stood. */
    private RunReport ofDatabase(RunOrder order, RunReport onCopy) {
        return onCopy.ofUntouched(order.from(), InPlace.fingerprint(database, order));
    }

    private RunReport inPlace(RunOrder order, Backup backup, ChangeWatch watch, Rehearsed taught) {
        return new InPlace(database, tool, observer).run(order, backup, watch, taught);
    }

    /** What a killed run left beside the database; whoever runs now is alone with it. */
    private void clearLeftovers() {
        try {
            for (var removed : swap.clear()) {
                observer.accept(new Observation.ToolSaid("removed what a killed run left: " + removed));
            }
        } catch (LeftoversStay stay) {
            observer.accept(new Observation.ToolSaid(stay.getMessage()));
        }
    }

    private static Observation.RunPlanned planned(RunOrder order) {
        var steps = order.steps().stream()
                .map(step -> new PlannedRevision(step.revision(), step.message(), step.file(), step.sha256()))
                .toList();
        return new Observation.RunPlanned(order.from(), order.to(), steps);
    }
}
