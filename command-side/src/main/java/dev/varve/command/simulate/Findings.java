package dev.varve.command.simulate;

import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.fingerprint.Difference;
import dev.varve.events.RecordedFinding;
import java.util.ArrayList;
import java.util.List;

/** What a look at an invented database finds, in the words that a real look has for it. */
final class Findings {

    private Findings() {}

    static RecordedFinding pending(String target, List<ScriptedStep> pending, boolean sound) {
        var revisions = pending.stream().map(ScriptedStep::revision).toList();
        return finding(
                FindingCode.PENDING_MIGRATIONS,
                Severity.INFO,
                "expected the database at " + revisions.getLast() + ", found " + revisions.size() + " pending: "
                        + String.join(", ", revisions),
                sound ? "varve plan " + target + ", then varve upgrade " + target : null);
    }

    static RecordedFinding partial(String target, ScriptedStep step) {
        return finding(
                FindingCode.PARTIAL_MIGRATION,
                Severity.ERROR,
                "expected revision " + step.revision() + " to be applied or not, found it applied in part: "
                        + String.join("; ", exists(step)) + "; not: " + String.join("; ", missing(step)),
                "varve recover " + target);
    }

    /** What a step that was broken off has made, in words. */
    static List<String> exists(ScriptedStep step) {
        return Difference.between(step.before(), step.halfway()).inWords();
    }

    /** What it has not made. */
    static List<String> missing(ScriptedStep step) {
        return Difference.between(step.after(), step.halfway()).inWords();
    }

    static RecordedFinding drift(String target, SimulatedDatabase database) {
        var difference = Difference.between(database.expected(), database.schema());
        return finding(
                FindingCode.SCHEMA_DRIFT,
                Severity.ERROR,
                "expected the schema of " + String.join(", ", database.current()) + ", found " + difference.size()
                        + (difference.size() == 1 ? " difference: " : " differences: ")
                        + String.join("; ", difference.inWords()),
                "find out who changed it and bring the change into a revision; if the differences are known and meant:"
                        + " varve upgrade " + target + " --accept-drift");
    }

    static RecordedFinding rowsLost(String target, String table, String runId) {
        return finding(
                FindingCode.ROWS_LOST,
                Severity.ERROR,
                "expected table " + table + " to keep its rows, found that it held fewer after run " + runId,
                "varve recover " + target + "; or accept it by name: varve upgrade " + target + " --accept-data-loss "
                        + table);
    }

    static RecordedFinding interrupted(String target, String runId) {
        return finding(
                FindingCode.INTERRUPTED_RUN,
                Severity.WARNING,
                "expected run " + runId + " to have gone to its end, found it cut short",
                "varve history " + target + " --run " + runId + " shows what was done");
    }

    static RecordedFinding unreachable(String location) {
        return finding(
                FindingCode.DATABASE_UNREACHABLE,
                Severity.ERROR,
                "expected to read " + location + ", found: connection refused",
                "check the path that the target was registered with; see whether the server runs");
    }

    static RecordedFinding inUse(String location) {
        return finding(
                FindingCode.DATABASE_IN_USE,
                Severity.ERROR,
                "expected nobody else to have " + location + " open, found 2 other connections",
                "stop the application that has it open, then run it again");
    }

    static RecordedFinding heldBy(String target, Desk.Errand run) {
        return finding(
                FindingCode.DATABASE_IN_USE,
                Severity.ERROR,
                "expected no other run on " + target + ", found run " + run.runId() + " of "
                        + run.holder().actor() + " (process " + run.holder().pid() + " on "
                        + run.holder().host() + ")",
                "wait until that has ended, by --wait SECONDS too");
    }

    static RecordedFinding noRecentBackup(String target) {
        return finding(
                FindingCode.NO_RECENT_BACKUP,
                Severity.INFO,
                "expected a proven backup of the last 7 days, found none",
                "varve backup " + target + "; an upgrade takes one in any case");
    }

    /** Why a run is refused that found nothing broken. */
    static RecordedFinding obstacle(Chance chance, String target, SimulatedDatabase database, String location) {
        var several = new ArrayList<RecordedFinding>();
        several.add(inUse(location));
        several.add(finding(
                FindingCode.LOW_DISK_SPACE,
                Severity.ERROR,
                "expected " + 3 * database.contents().sizeBytes() + " bytes free beside " + location
                        + " for a migration that rebuilds its tables, found "
                        + database.contents().sizeBytes() + " bytes",
                "free space on that volume, then run it again"));
        several.add(finding(
                FindingCode.TOOL_UNAVAILABLE,
                Severity.ERROR,
                "expected " + database.application().tool() + " to answer, found that it cannot be started",
                "run it by hand and mend what it says"));
        several.add(finding(
                FindingCode.MISSING_ENVIRONMENT,
                Severity.ERROR,
                "expected the variable DATABASE_URL, found that it is not set",
                "give it to the target: --env DATABASE_URL={database}"));
        several.addAll(
                database.application().isFlyway()
                        ? List.of(
                                error(FindingCode.CHECKSUM_MISMATCH, "the checksum that was recorded when it ran"),
                                error(FindingCode.FAILED_HISTORY_ROW, "no failed row in Flyway's history"))
                        : List.of(
                                error(FindingCode.MULTIPLE_HEADS, "one head"),
                                error(FindingCode.BROKEN_HISTORY, "every revision that another builds on")));
        return chance.oneOf(several);
    }

    private static RecordedFinding error(FindingCode code, String expected) {
        return finding(code, Severity.ERROR, "expected " + expected + ", found another", "let its developers mend it");
    }

    static RecordedFinding finding(FindingCode code, Severity severity, String message, String remedy) {
        return new RecordedFinding(code.name(), severity.name(), message, remedy);
    }
}
