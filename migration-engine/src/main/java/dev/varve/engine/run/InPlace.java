package dev.varve.engine.run;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.database.ChangeWatch;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.files.FullDisk;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.MigrationTool;
import dev.varve.engine.tool.ToolException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The steps on the database itself. What a rehearsal taught is what they are held against. */
final class InPlace {

    private final Database database;
    private final MigrationTool tool;
    private final Consumer<Observation> observer;

    InPlace(Database database, MigrationTool tool, Consumer<Observation> observer) {
        this.database = database;
        this.tool = tool;
        this.observer = observer;
    }

    /**
     * Runs and verifies.
     *
     * @param taught what the rehearsal taught; {@code null} if there was none
     */
    RunReport run(RunOrder order, Backup backup, ChangeWatch watch, Rehearsed taught) {
        var rows = new RowLedger(backup, order.versionTables());
        var expectation = new Expectation(database, order.versionTables(), taught, observer);
        var unfinished = new UnfinishedSteps();
        try {
            requireRoom(taught);
            var migrated = migrate(new Act(order, backup, watch, rows, expectation, unfinished));
            var report = new Verification(database, tool, observer)
                    .judge(
                            order,
                            backup,
                            rows,
                            migrated.result(),
                            () -> unfinished.judge(order.ledger(), database, observer));
            return expectation.weigh(migrated.explain(report));
        } catch (ToolException refused) {
            return RunReport.refused(backup, refused.finding());
        }
    }

    /**
     * How the tool ended.
     *
     * @param lockedOut what kept a step from its lock, and what to do; {@code null} if nothing did
     */
    private record Migrated(MigrationResult result, String lockedOut) {

        RunReport explain(RunReport report) {
            return lockedOut == null ? report : report.causedBy(lockedOut);
        }
    }

    /** What belongs to one migration. */
    private record Act(
            RunOrder order,
            Backup backup,
            ChangeWatch watch,
            RowLedger rows,
            Expectation expectation,
            UnfinishedSteps unfinished) {

        boolean isToStop() {
            return order.stopRequested().getAsBoolean() || expectation.isDisappointed();
        }

        Set<String> tables() {
            return backup.tables().stream()
                    .map(table -> table.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
        }
    }

    private Migrated migrate(Act act) {
        var order = act.order();
        var holders = new LockHolders(observation -> relay(observation, act));
        LockRetries retries;
        MigrationResult result;
        try (var watch = WaitWatch.begin(database, act.tables(), order.among().lockTimeout(), holders)) {
            retries = new LockRetries(tool, order, new NothingKept(database, tool), watch);
            result = retries.migrate(migration(act, watch));
        }
        return new Migrated(result, retries.why() == null ? null : lockedOut(retries.why(), holders));
    }

    private MigrationOrder migration(Act act, Consumer<Observation> heard) {
        var order = act.order();
        return new MigrationOrder(
                        order.destination(),
                        order.ledger(),
                        order.output(),
                        act::isToStop,
                        () -> endWatch(act, heard),
                        () -> fingerprint(database, order))
                .ofRun(order.runId())
                .waitingForLocks(order.among().lockTimeout());
    }

    private static String lockedOut(String why, LockHolders holders) {
        return why + ": " + holders.inWords() + "; " + holders.ended()
                + ", or let the steps wait longer or more often: --lock-timeout, --lock-retries";
    }

    private void relay(Observation observation, Act act) {
        act.unfinished().accept(observation);
        countRows(observation, act.rows());
        observer.accept(observation);
        if (observation instanceof Observation.StepSucceeded succeeded) {
            act.expectation().compare(succeeded);
        }
    }

    private void countRows(Observation observation, RowLedger rows) {
        try {
            rows.hear(observation, database::rowCounts);
        } catch (DatabaseUnreadable busy) {
            observer.accept(new Observation.ToolSaid(
                    "rows could not be counted: " + busy.found() + "; the verification counts them"));
        }
    }

    /**
     * From now on the tool alone has the database open, or the application has it too, and that is told. Where the tool dies between
     * writing a commit to the log and its index, only the next program to open a database that nobody has open takes that commit in: a
     * look beside a connection of our own would miss it.
     */
    private void endWatch(Act act, Consumer<Observation> heard) {
        var among = act.order().among();
        if (among.online()) {
            heard.accept(new Observation.ApplicationLeftRunning(
                    among.connected(),
                    act.backup().id(),
                    act.watch().changedSince(act.backup().content()),
                    among.lockTimeout() == null ? null : among.lockTimeout().toMillis(),
                    among.lockRetries()));
        } else {
            refuseIfChanged(act.watch(), act.backup());
        }
        act.watch().close();
    }

    private void refuseIfChanged(ChangeWatch watch, Backup backup) {
        if (watch.changedSince(backup.content())) {
            throw new ToolException(Finding.of(
                    FindingCode.DATABASE_IN_USE,
                    Severity.ERROR,
                    "expected " + database.location()
                            + " to be as it was when its backup was taken, found that another process wrote to it since",
                    "stop the application that writes to it, then run the upgrade again"));
        }
    }

    /** The schema's without the tool's own tables; {@code null} while it is locked. */
    static String fingerprint(Database database, RunOrder order) {
        try {
            return database.schema().without(order.versionTables()).fingerprint();
        } catch (DatabaseUnreadable locked) {
            return null;
        }
    }

    /** The steps need the room here that they needed on the copy. What room a server has is not to be seen from here. */
    private void requireRoom(Rehearsed taught) {
        if (taught == null || !(database instanceof FileDatabase onDisk)) {
            return;
        }
        var file = Path.of(onDisk.path()).toAbsolutePath();
        var needed = taught.peakBytes() - database.sizeBytes();
        try {
            var free = FullDisk.freeBeside(file);
            if (free < needed) {
                throw new ToolException(Finding.of(
                        FindingCode.LOW_DISK_SPACE,
                        Severity.ERROR,
                        "expected " + needed + " bytes free in " + file.getParent() + ", since the copy grew to "
                                + taught.peakBytes() + " bytes in the rehearsal, found " + free + " bytes",
                        "free space on that volume, then run it again"));
            }
        } catch (IOException unknown) {
            observer.accept(
                    new Observation.ToolSaid("the free space in " + file.getParent() + " cannot be told: " + unknown));
        }
    }
}
