package dev.varve.engine.diagnosis;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.tool.Revision;
import dev.varve.engine.tool.ToolLook;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is worth knowing whatever the schema looks like: pending work, a run that never ended, an old backup. */
final class StandingFindings {

    private static final Duration RECENT = Duration.ofDays(7);

    private final ToolLook look;
    private final Evidence evidence;
    private final Clock clock;

    StandingFindings(ToolLook look, Evidence evidence, Clock clock) {
        this.look = look;
        this.evidence = evidence;
        this.clock = clock;
    }

    List<Finding> all() {
        var findings = new ArrayList<Finding>();
        pending(findings);
        interrupted(findings);
        lost(findings);
        edited(findings);
        backup(findings);
        return findings;
    }

    private void pending(List<Finding> findings) {
        var pending =
                look.graph().pending(look.current()).stream().map(Revision::id).toList();
        if (look.currentKnown() && !pending.isEmpty()) {
            findings.add(new Finding(
                    FindingCode.PENDING_MIGRATIONS,
                    Severity.INFO,
                    "expected the database at " + String.join(", ", look.graph().heads()) + ", found " + pending.size()
                            + " pending: " + String.join(", ", pending),
                    Map.of("pending", pending),
                    "varve plan " + evidence.target() + ", then varve upgrade " + evidence.target()));
        }
    }

    private void interrupted(List<Finding> findings) {
        var run = evidence.lastRun();
        if (run == null || run.ended()) {
            return;
        }
        var shown = new LinkedHashMap<String, Object>();
        shown.put("runId", run.runId());
        shown.put("lastIntent", run.lastIntent());
        shown.put("revision", run.openRevision());
        findings.add(new Finding(
                FindingCode.INTERRUPTED_RUN,
                Severity.WARNING,
                "expected run " + run.runId() + " to have gone to its end, found it cut short; its last act was: "
                        + (run.lastIntent() == null ? "unknown" : run.lastIntent()),
                shown,
                "varve history " + evidence.target() + " --run " + run.runId() + " shows what was done"));
    }

    private void lost(List<Finding> findings) {
        var run = evidence.lastRun();
        if (run == null) {
            return;
        }
        for (var table : run.losses()) {
            var shown = new LinkedHashMap<String, Object>();
            shown.put("table", table.name());
            shown.put("rowsBefore", table.rowsBefore());
            shown.put("rowsAfter", table.rowsAfter());
            shown.put("revision", table.lostInRevision());
            shown.put("runId", run.runId());
            findings.add(new Finding(
                    FindingCode.ROWS_LOST,
                    Severity.ERROR,
                    "expected table " + table.name() + " to keep its " + table.rowsBefore() + " rows, found that "
                            + (table.rowsAfter() == null ? "it is gone" : "it held " + table.rowsAfter())
                            + " after run " + run.runId(),
                    shown,
                    KnownRun.restoring(evidence.target(), run) + "; or accept it by name: varve upgrade "
                            + evidence.target() + " --accept-data-loss " + table.name()));
        }
    }

    /** A script that ran and is another now: no fault by itself, projects do edit released scripts; the schema tells more. */
    private void edited(List<Finding> findings) {
        for (var revision : evidence.edited(look)) {
            findings.add(edited(revision, evidence.ranScripts().get(revision.id())));
        }
    }

    private Finding edited(Revision revision, String ran) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("revision", revision.id());
        shown.put("file", revision.file());
        shown.put("ranSha256", ran);
        shown.put("foundSha256", revision.sha256());
        return new Finding(
                FindingCode.HISTORY_EDITED,
                Severity.INFO,
                "expected the script of " + revision.id() + " as it ran (SHA-256 " + ran + "), found another ("
                        + revision.sha256() + "): it was edited since",
                shown,
                "varve diagnose " + evidence.target() + " --deep compares the schema with what the script makes now");
    }

    private void backup(List<Finding> findings) {
        var last = evidence.backupProvenAt();
        if (last != null && Duration.between(last, clock.instant()).compareTo(RECENT) <= 0) {
            return;
        }
        findings.add(new Finding(
                FindingCode.NO_RECENT_BACKUP,
                Severity.INFO,
                "expected a proven backup of the last " + RECENT.toDays() + " days, found "
                        + (last == null ? "none" : "one of " + last),
                last == null ? Map.of() : Map.of("provenAt", last.toString()),
                "varve backup " + evidence.target() + "; an upgrade takes one in any case"));
    }
}
