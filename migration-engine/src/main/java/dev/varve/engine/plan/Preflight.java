package dev.varve.engine.plan;

import static dev.varve.engine.finding.Severity.ERROR;
import static dev.varve.engine.finding.Severity.INFO;

import dev.varve.engine.diagnosis.DatabaseState;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides whether a migration may start. Pure: it collects every violation, so that the operator mends all in one pass. */
public final class Preflight {

    /** Findings that forbid a run although they are no fault of the database. */
    private static final Set<FindingCode> BLOCKING = EnumSet.of(
            FindingCode.DATABASE_IN_USE,
            FindingCode.HOT_JOURNAL,
            FindingCode.LEFTOVER_TEMP_TABLE,
            FindingCode.VERSION_ROWS_REDUNDANT);

    /** Findings that tell the very work that a run is there to do. */
    private static final Set<FindingCode> HARMLESS = EnumSet.of(FindingCode.PENDING_MIGRATIONS);

    /** A new database's empty file is what the first migration fills. */
    private static final Set<FindingCode> HARMLESS_WHEN_EMPTY = EnumSet.of(FindingCode.EMPTY_DATABASE_FILE);

    private Preflight() {}

    public static PreflightVerdict check(PreflightQuestion question) {
        var violations = new ArrayList<Finding>();
        var warnings = new ArrayList<Finding>();
        for (var finding : new LinkedHashSet<>(question.findings())) {
            (forbids(finding, question) ? violations : warnings).add(finding);
        }
        stateViolation(question, violations);
        lossViolations(question, violations);
        return new PreflightVerdict(violations, warnings);
    }

    private static boolean forbids(Finding finding, PreflightQuestion question) {
        if (HARMLESS.contains(finding.code())) {
            return false;
        }
        if (question.state() == DatabaseState.EMPTY && HARMLESS_WHEN_EMPTY.contains(finding.code())) {
            return false;
        }
        if (finding.code() == FindingCode.SCHEMA_DRIFT && isDriftAccepted(question)) {
            return false;
        }
        if (finding.code() == FindingCode.STALE_WAL) {
            return Boolean.TRUE.equals(finding.evidence().get("databaseWrittenAfterLog"));
        }
        if (finding.code() == FindingCode.SUSPICIOUS_REVISION) {
            return !accepted(finding, question);
        }
        return finding.severity() == ERROR || (finding.severity() != INFO && BLOCKING.contains(finding.code()));
    }

    /** Only plain drift can be accepted: not a partial step, not a stamp over nothing, not data that is gone. */
    private static boolean isDriftAccepted(PreflightQuestion question) {
        return question.acceptsDrift()
                && question.state() == DatabaseState.DIVERGED
                && question.findings().stream().anyMatch(finding -> finding.code() == FindingCode.SCHEMA_DRIFT);
    }

    private static boolean accepted(Finding suspicious, PreflightQuestion question) {
        var named = suspicious.evidence().get("tables");
        if (named instanceof List<?> tables) {
            return question.acceptedLosses().containsAll(tables);
        }
        return suspicious.evidence().get("table") instanceof String table
                && question.acceptedLosses().contains(table);
    }

    private static void stateViolation(PreflightQuestion question, List<Finding> violations) {
        if (!violations.isEmpty() || question.state().isSound() || isDriftAccepted(question)) {
            return;
        }
        violations.add(new Finding(
                codeOf(question.state()),
                Severity.ERROR,
                "expected a database whose schema is that of its recorded revision, found it " + question.state(),
                Map.of("state", question.state().name()),
                "varve diagnose " + question.target() + " --deep"));
    }

    private static FindingCode codeOf(DatabaseState state) {
        return switch (state) {
            case UP_TO_DATE, PENDING, EMPTY, DIVERGED -> FindingCode.SCHEMA_DRIFT;
            case UNMANAGED -> FindingCode.UNMANAGED_DATABASE;
            case PARTIAL -> FindingCode.PARTIAL_MIGRATION;
            case UNKNOWN_REVISION -> FindingCode.UNKNOWN_REVISION;
            case CORRUPT -> FindingCode.INTEGRITY_FAILED;
            case UNREACHABLE -> FindingCode.DATABASE_UNREACHABLE;
        };
    }

    private static void lossViolations(PreflightQuestion question, List<Finding> violations) {
        for (var loss : question.announcedLosses()) {
            if (!question.acceptedLosses().contains(loss.table())) {
                violations.add(new Finding(
                        FindingCode.ROWS_LOST,
                        Severity.ERROR,
                        loss.how(),
                        Map.of("table", loss.table()),
                        "if that loss is wanted, say so by name: --accept-data-loss " + loss.table()));
            }
        }
    }
}
