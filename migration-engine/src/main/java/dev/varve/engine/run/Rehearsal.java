package dev.varve.engine.run;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupException;
import dev.varve.engine.backup.TakenBackup;
import dev.varve.engine.backup.WorkingCopy;
import dev.varve.engine.database.Database;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.TableChange;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.MigrationTool;
import dev.varve.engine.tool.ToolException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The whole migration on a copy of the proven backup, beside the database, with the real tool pointed at the copy. The tool checks on
 * connecting that it reached the copy. Closing removes the copy, unless it has taken another name.
 */
final class Rehearsal implements AutoCloseable {

    private final MigrationTool tool;
    private final TakenBackup taken;
    private final Consumer<Observation> observer;
    private final long began = System.nanoTime();
    private WorkingCopy copy;

    Rehearsal(MigrationTool tool, TakenBackup taken, Consumer<Observation> observer) {
        this.tool = tool;
        this.taken = taken;
        this.observer = observer;
    }

    /**
     * How it ended.
     *
     * @param taught what it taught; {@code null} if it did not go well
     * @param report of the copy if it went well; else how the run ends, with the database as it was
     */
    record Ending(Rehearsed taught, RunReport report) {

        boolean wentWell() {
            return taught != null;
        }
    }

    Ending rehearse(RunOrder order) {
        var backup = taken.backup();
        observer.accept(new Observation.RehearsalStarting(backup.id(), taken.copyPlace()));
        try {
            copy = taken.copy();
            return migrate(order, backup, copy.database());
        } catch (BackupException noCopy) {
            return refused(backup, NoBackup.because(noCopy));
        } catch (ToolException refused) {
            return refused(backup, ofTheCopy(refused.finding()));
        }
    }

    private Ending migrate(RunOrder order, Backup backup, Database migrated) {
        var rows = new RowLedger(backup, order.versionTables());
        var watch = new CopyWatch(migrated, order.versionTables(), rows, observer);
        var migration = new MigrationOrder(
                        order.destination(),
                        order.rehearsalLedger(),
                        order.output(),
                        order.stopRequested(),
                        copy::await,
                        () -> {},
                        watch::fingerprint)
                .ofRun(order.runId());
        var pointed = tool.pointedAt(migrated);
        var result = pointed.migrate(migration, watch);
        copy.await();
        var judged = new Verification(migrated, pointed, o -> observer.accept(new Observation.Rehearsing(o)))
                .judge(order.onACopy(), backup, rows, result, () -> {});
        return judged.outcome() == RunReport.Outcome.SUCCEEDED
                ? succeeded(order, backup, watch, judged)
                : failed(order, backup, watch, result, judged);
    }

    private Ending succeeded(RunOrder order, Backup backup, CopyWatch watch, RunReport judged) {
        var schema = copy.database().schema().without(order.versionTables());
        var taught = new Rehearsed(copy.database(), watch.steps(), schema, watch.peakBytes(), millis());
        observer.accept(new Observation.RehearsalSucceeded(
                backup.id(), taught.steps(), schema.fingerprint(), taught.peakBytes(), taught.durationMillis()));
        return new Ending(taught, judged.rehearsed(RehearsalSummary.succeeded(taught.durationMillis())));
    }

    private Ending failed(RunOrder order, Backup backup, CopyWatch watch, MigrationResult result, RunReport judged) {
        var failure = watch.failure() == null ? result.failure() : watch.failure();
        var stopped = result.ending() == MigrationResult.Ending.STOPPED;
        var why = stopped ? "stopped during the rehearsal" : why(result, judged);
        observer.accept(new Observation.RehearsalFailed(
                backup.id(), judged.failedRevision(), stopped ? null : failure, why, millis()));
        var summary = RehearsalSummary.failed(millis());
        if (stopped) {
            return new Ending(
                    null,
                    RunReport.untouched(RunReport.Outcome.INTERRUPTED, backup, null, why)
                            .rehearsed(summary));
        }
        var losses = judged.lossesBeyond(order.acceptedLosses());
        if (!losses.isEmpty() && judged.failedRevision() == null) {
            return new Ending(
                    null,
                    RunReport.refused(backup, loss(losses.getFirst(), why)).rehearsed(summary));
        }
        var told = "the rehearsal failed: " + why + "; the database was not opened for writing";
        return new Ending(
                null,
                RunReport.untouched(RunReport.Outcome.FAILED_UNCHANGED, backup, judged.failedRevision(), told)
                        .rehearsed(summary));
    }

    /** On a copy it is of no interest that a failed step left nothing behind. */
    private static String why(MigrationResult result, RunReport judged) {
        return result.ending() == MigrationResult.Ending.FAILED && judged.failedRevision() != null
                ? "step " + judged.failedRevision() + " failed"
                : judged.why();
    }

    private static Finding loss(TableChange first, String why) {
        return Finding.of(
                FindingCode.ROWS_LOST,
                Severity.ERROR,
                "expected the steps to keep every table's rows, found in the rehearsal that " + why,
                "mend the scripts; or, if that is meant, accept it by name: --accept-data-loss " + first.name());
    }

    private Ending refused(Backup backup, Finding finding) {
        observer.accept(new Observation.RehearsalFailed(backup.id(), null, null, finding.message(), millis()));
        return new Ending(null, RunReport.refused(backup, finding).rehearsed(RehearsalSummary.failed(millis())));
    }

    /** A project that always goes to the same database cannot be rehearsed. */
    private static Finding ofTheCopy(Finding finding) {
        if (finding.code() != FindingCode.WRONG_DATABASE) {
            return finding;
        }
        return new Finding(
                finding.code(),
                finding.severity(),
                "in the rehearsal on a copy: " + finding.message(),
                finding.evidence(),
                "let env.py take the address from sqlalchemy.url, or from a variable that is registered with"
                        + " --env NAME={database}; or go without: --no-rehearsal");
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    @Override
    public void close() {
        if (copy != null) {
            copy.close();
        }
    }
}
