package dev.varve.engine.run;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.TableChange;
import dev.varve.engine.tool.MigrationResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/** Decides by looking how a migration ended: contents and schema against the backup's, then the application's checks. */
final class Verification {

    private final Database database;
    private final Consumer<Observation> observer;

    Verification(Database database, Consumer<Observation> observer) {
        this.database = database;
        this.observer = observer;
    }

    RunReport judge(RunOrder order, Backup backup, RowLedger rows, MigrationResult result) {
        observer.accept(new Observation.VerificationStarting());
        try {
            return look(order, backup, rows, result);
        } catch (DatabaseUnreadable unreadable) {
            return new RunReport(
                    RunReport.Outcome.FAILED_NEEDS_RECOVERY,
                    backup,
                    List.of(),
                    List.of(),
                    result.failedRevision(),
                    result.failure(),
                    null,
                    unreadable.getMessage(),
                    null);
        }
    }

    private RunReport look(RunOrder order, Backup backup, RowLedger rows, MigrationResult result) {
        var contents = database.contents(
                done -> observer.accept(new Observation.Progress("comparing contents", done, totalRows(backup))));
        var schema = database.schema();
        var fingerprint = schema.without(order.versionTables()::contains).fingerprint();
        var tables = rows.compare(contents);
        if (unchanged(backup, contents, schema.fingerprint())) {
            return unchangedReport(backup, tables, fingerprint, result);
        }
        var losses = tables.stream()
                .filter(TableChange::isLoss)
                .filter(table -> !order.acceptedLosses().contains(table.name()))
                .toList();
        var accepted = tables.stream()
                .filter(TableChange::isLoss)
                .map(TableChange::name)
                .filter(order.acceptedLosses()::contains)
                .toList();
        observer.accept(new Observation.TablesCompared(tables, accepted));
        var failedChecks = finished(result) && losses.isEmpty() ? runChecks(order) : List.<String>of();
        return report(backup, tables, losses, failedChecks, fingerprint, result);
    }

    private static boolean unchanged(Backup backup, List<TableContent> contents, String fingerprint) {
        return backup.fingerprint().equals(fingerprint)
                && new HashSet<>(backup.tables()).equals(new HashSet<>(contents));
    }

    private static RunReport unchangedReport(
            Backup backup, List<TableChange> tables, String fingerprint, MigrationResult result) {
        var outcome = switch (result.ending()) {
            case FINISHED -> RunReport.Outcome.SUCCEEDED;
            case STOPPED -> RunReport.Outcome.INTERRUPTED;
            case FAILED, UNKNOWN -> RunReport.Outcome.FAILED_UNCHANGED;
        };
        return new RunReport(
                outcome,
                backup,
                tables,
                List.of(),
                result.failedRevision(),
                result.failure(),
                fingerprint,
                outcome == RunReport.Outcome.SUCCEEDED ? null : "schema and every row equal the backup's",
                null);
    }

    private List<String> runChecks(RunOrder order) {
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
            MigrationResult result) {
        var outcome = outcome(result, losses, failedChecks);
        return new RunReport(
                outcome,
                backup,
                tables,
                losses,
                result.failedRevision(),
                result.failure(),
                fingerprint,
                why(result, losses, failedChecks),
                null);
    }

    private static RunReport.Outcome outcome(
            MigrationResult result, List<TableChange> losses, List<String> failedChecks) {
        if (finished(result)) {
            return losses.isEmpty() && failedChecks.isEmpty()
                    ? RunReport.Outcome.SUCCEEDED
                    : RunReport.Outcome.FAILED_NEEDS_RECOVERY;
        }
        return result.ending() == MigrationResult.Ending.STOPPED
                ? RunReport.Outcome.INTERRUPTED
                : RunReport.Outcome.FAILED_NEEDS_RECOVERY;
    }

    private static boolean finished(MigrationResult result) {
        return result.ending() == MigrationResult.Ending.FINISHED;
    }

    private static String why(MigrationResult result, List<TableChange> losses, List<String> failedChecks) {
        if (!losses.isEmpty()) {
            return String.join("; ", losses.stream().map(Verification::loss).toList());
        }
        if (!failedChecks.isEmpty()) {
            return "the application's check failed: " + String.join("; ", failedChecks);
        }
        return switch (result.ending()) {
            case FINISHED -> null;
            case STOPPED -> "stopped on request; the database is between its old state and its new one";
            case FAILED -> "step " + result.failedRevision() + " failed";
            case UNKNOWN -> "nobody saw how step " + result.failedRevision() + " ended";
        };
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
