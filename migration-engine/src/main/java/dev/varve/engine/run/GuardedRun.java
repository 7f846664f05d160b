package dev.varve.engine.run;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupException;
import dev.varve.engine.backup.BackupNotProven;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.database.ChangeWatch;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.PlannedRevision;
import dev.varve.engine.swap.Leftovers;
import dev.varve.engine.tool.MigrationTool;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * The guarded run: preflight's verdict, backup, proof, rehearsal on a copy, then the steps on the database or the copy in its place,
 * verification, outcome. Announces every act to its
 * observer before it begins; an observer that throws stops the run before that act.
 */
public final class GuardedRun {

    private final FileDatabase database;
    private final MigrationTool tool;
    private final BackupVault vault;
    private final Clock clock;
    private final Consumer<Observation> observer;

    public GuardedRun(
            FileDatabase database, MigrationTool tool, BackupVault vault, Clock clock, Consumer<Observation> observer) {
        this.clock = clock;
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
                    RunReport.Outcome.INTERRUPTED,
                    InPlace.fingerprint(database, order),
                    "stopped before the first step");
        }
        return order.approach().isRehearsed() ? rehearsed(order, backup, watch) : inPlace(order, backup, watch, null);
    }

    private RunReport rehearsed(RunOrder order, Backup backup, ChangeWatch watch) {
        try (var rehearsal = new Rehearsal(order, database, tool, vault, observer)) {
            var ending = rehearsal.rehearse(order, backup);
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
                return new SwapIn((SqliteDatabase) database, tool, clock, observer)
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
            for (var removed : Leftovers.clear(database)) {
                observer.accept(new Observation.ToolSaid("removed what a killed run left: " + removed));
            }
        } catch (IOException stays) {
            observer.accept(new Observation.ToolSaid("what a killed run left cannot be removed: " + stays));
        }
    }

    private static Observation.RunPlanned planned(RunOrder order) {
        var steps = order.steps().stream()
                .map(step -> new PlannedRevision(step.revision(), step.message(), step.file(), step.sha256()))
                .toList();
        return new Observation.RunPlanned(order.from(), order.to(), steps);
    }
}
