package dev.varve.engine.run;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.TableChange;
import dev.varve.engine.session.ToolSession;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.MigrationTool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/** Decides by looking how a migration ended: contents and schema against the backup's, then the application's checks. */
final class Verification {

    /** Longer than a server needs to notice that its client is gone. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(40);

    private final Database database;
    private final MigrationTool tool;
    private final Consumer<Observation> observer;

    Verification(Database database, MigrationTool tool, Consumer<Observation> observer) {
        this.database = database;
        this.tool = tool;
        this.observer = observer;
    }

    /** What the tool said, and what the database says: the revisions that it is recorded at, and whether they are the wanted ones. */
    private record Arrival(MigrationResult result, List<String> wanted, List<String> current) {

        boolean isFinished() {
            return result.ending() == MigrationResult.Ending.FINISHED;
        }

        /** Whether the tool finished, and the database is recorded where it should be. */
        boolean isThere() {
            return isFinished() && current != null && new HashSet<>(current).equals(new HashSet<>(wanted));
        }

        String elsewhere() {
            return "the tool said that it finished; expected the database to be recorded at " + words(wanted)
                    + ", found " + (current == null ? "that this cannot be read" : "it at " + words(current));
        }

        private static String words(List<String> revisions) {
            return revisions.isEmpty() ? "base" : String.join(", ", revisions);
        }
    }

    /** @param onceToolIsGone runs when nobody works for the tool any more, before anybody looks; not at all while somebody does */
    RunReport judge(RunOrder order, Backup backup, RowLedger rows, MigrationResult result, Runnable onceToolIsGone) {
        observer.accept(new Observation.VerificationStarting());
        try {
            requireNobodyLeftAtWork(result);
            onceToolIsGone.run();
            return look(order, backup, rows, result);
        } catch (DatabaseUnreadable unreadable) {
            return new RunReport(
                    RunReport.Outcome.FAILED_NEEDS_RECOVERY,
                    backup,
                    List.of(),
                    result.failedRevision(),
                    null,
                    null,
                    unreadable.getMessage(),
                    null,
                    null,
                    null,
                    true);
        }
    }

    /** A server goes on with a statement, and commits it, after the tool that sent it was killed. */
    private void requireNobodyLeftAtWork(MigrationResult result) {
        if (result.ending() == MigrationResult.Ending.FINISHED || !(database instanceof PostgresDatabase server)) {
            return;
        }
        var left = ToolSession.awaitTheirEnd(server, LONGEST_WAIT);
        if (!left.isEmpty()) {
            throw new DatabaseUnreadable(
                    database.location(),
                    "that the server still works for the tool that is gone: "
                            + left.getFirst().inWordsWithStatement(),
                    null);
        }
    }

    private RunReport look(RunOrder order, Backup backup, RowLedger rows, MigrationResult result) {
        var contents = database.contents(done -> observer.accept(new Observation.Progress(
                "comparing contents", Observation.Progress.Unit.ROWS, done, totalRows(backup))));
        var schema = database.schema();
        var fingerprint = schema.without(order.versionTables()).fingerprint();
        var tables = rows.compare(contents);
        var current = tool.recorded(order.versionTables()).orElse(null);
        var arrival = new Arrival(result, order.to(), current);
        if (backup.content().differenceTo(schema.fingerprint(), contents).isEmpty()) {
            return unchangedReport(backup, tables, fingerprint, arrival, "schema and every row equal the backup's");
        }
        var others = new BesideApplication(order, database);
        var proof = arrival.isThere() ? null : others.proofOfNothing(backup, schema, current);
        if (proof != null) {
            return unchangedReport(backup, tables, fingerprint, arrival, proof);
        }
        var losses = tables.stream()
                .filter(TableChange::isLoss)
                .filter(table -> !others.isAccepted(table))
                .toList();
        var accepted = tables.stream()
                .filter(TableChange::isLoss)
                .filter(others::isAccepted)
                .map(TableChange::name)
                .toList();
        observer.accept(new Observation.TablesCompared(tables, accepted));
        var failedChecks = arrival.isThere() && losses.isEmpty() ? runChecks(order, observer) : List.<String>of();
        return report(backup, tables, losses, failedChecks, fingerprint, arrival);
    }

    private static RunReport unchangedReport(
            Backup backup, List<TableChange> tables, String fingerprint, Arrival arrival, String equal) {
        var outcome = switch (arrival.result().ending()) {
            case FINISHED -> arrival.isThere() ? RunReport.Outcome.SUCCEEDED : RunReport.Outcome.FAILED_UNCHANGED;
            case STOPPED -> RunReport.Outcome.INTERRUPTED;
            case FAILED, UNKNOWN -> RunReport.Outcome.FAILED_UNCHANGED;
        };
        return new RunReport(
                outcome,
                backup,
                tables,
                arrival.result().failedRevision(),
                arrival.current(),
                fingerprint,
                arrival.isThere() ? null : arrival.isFinished() ? arrival.elsewhere() + "; " + equal : equal,
                null,
                null,
                null,
                true);
    }

    /** Runs the application's own checks, and tells which failed. */
    static List<String> runChecks(RunOrder order, Consumer<Observation> observer) {
        var failed = new ArrayList<String>();
        for (var check : order.checks()) {
            var answer = check.run();
            observer.accept(new Observation.CheckEnded(check.name(), answer.passed(), answer.detail()));
            if (!answer.passed()) {
                failed.add(check.name() + ": " + answer.detail());
            }
        }
        return failed;
    }

    private static RunReport report(
            Backup backup,
            List<TableChange> tables,
            List<TableChange> losses,
            List<String> failedChecks,
            String fingerprint,
            Arrival arrival) {
        return new RunReport(
                outcome(arrival, losses, failedChecks),
                backup,
                tables,
                arrival.result().failedRevision(),
                arrival.current(),
                fingerprint,
                why(arrival, losses, failedChecks),
                null,
                null,
                null,
                true);
    }

    private static RunReport.Outcome outcome(Arrival arrival, List<TableChange> losses, List<String> failedChecks) {
        if (arrival.isFinished()) {
            return arrival.isThere() && losses.isEmpty() && failedChecks.isEmpty()
                    ? RunReport.Outcome.SUCCEEDED
                    : RunReport.Outcome.FAILED_NEEDS_RECOVERY;
        }
        return arrival.result().ending() == MigrationResult.Ending.STOPPED
                ? RunReport.Outcome.INTERRUPTED
                : RunReport.Outcome.FAILED_NEEDS_RECOVERY;
    }

    private static String why(Arrival arrival, List<TableChange> losses, List<String> failedChecks) {
        if (!losses.isEmpty()) {
            return String.join("; ", losses.stream().map(Verification::loss).toList());
        }
        if (!failedChecks.isEmpty()) {
            return "the application's check failed: " + String.join("; ", failedChecks);
        }
        var failed = arrival.result().failedRevision();
        return switch (arrival.result().ending()) {
            case FINISHED -> arrival.isThere() ? null : arrival.elsewhere();
            case STOPPED -> "stopped; the database is between its old state and its new one";
            case FAILED -> failed == null ? failedOutsideOfAnyStep(arrival.result()) : "step " + failed + " failed";
            case UNKNOWN -> "nobody saw how " + (failed == null ? "the migration tool" : "step " + failed) + " ended";
        };
    }

    private static String failedOutsideOfAnyStep(MigrationResult result) {
        var failure = result.failure();
        return "no step failed; the migration tool " + (failure == null ? "failed" : "said: " + failure.message());
    }

    private static String loss(TableChange table) {
        var after = table.rowsAfter() == null ? "the table is gone" : table.rowsAfter() + " rows";
        var where = table.lostInRevision() == null ? "" : " in step " + table.lostInRevision();
        return "table " + table.name() + " held " + table.rowsBefore() + " rows, found " + after + where;
    }

    private static long totalRows(Backup backup) {
        return backup.tables().stream().mapToLong(TableContent::rows).sum();
    }
}
