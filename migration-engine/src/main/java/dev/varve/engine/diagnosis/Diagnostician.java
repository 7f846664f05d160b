package dev.varve.engine.diagnosis;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.Health;
import dev.varve.engine.diagnosis.Diagnosis.DatabaseSeen;
import dev.varve.engine.diagnosis.Diagnosis.Integrity;
import dev.varve.engine.diagnosis.Diagnosis.Pending;
import dev.varve.engine.diagnosis.Diagnosis.TableRows;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.tool.MigrationTool;
import dev.varve.engine.tool.Revision;
import dev.varve.engine.tool.ToolLook;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks at a database from every side and says what it is in for. Changes nothing, and throws for nothing that it finds. */
public final class Diagnostician {

    private static final Comparator<Finding> HEAVIEST_FIRST =
            Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::code);

    private final Clock clock;

    public Diagnostician(Clock clock) {
        this.clock = clock;
    }

    public Looked examine(Database database, MigrationTool tool, Evidence evidence) {
        var both = BothLooks.at(database, tool, evidence.thorough());
        var health = both.health();
        var look = both.look();
        var seen = both.seen();
        var findings = new ArrayList<Finding>(health.findings());
        findings.addAll(look.findings());
        findings.addAll(new StandingFindings(look, evidence, clock).all());
        var state = state(tool, look, database, health, seen, evidence, findings);
        findings.replaceAll(finding -> addressed(finding, state, evidence.target()));
        findings.sort(HEAVIEST_FIRST);
        var schema = seen.schema() == null ? null : seen.schema().without(look.versionTables());
        return new Looked(diagnosis(tool, look, database, health, seen, state, findings), look, schema);
    }

    /** While the database is broken, nothing tells to upgrade it. */
    private static Finding addressed(Finding finding, DatabaseState state, String target) {
        var addressed = finding.about(target);
        return finding.code() == FindingCode.PENDING_MIGRATIONS && !state.isSound()
                ? addressed.remediedBy(null)
                : addressed;
    }

    private static DatabaseState state(
            MigrationTool tool,
            ToolLook look,
            Database database,
            Health health,
            BothLooks.Seen seen,
            Evidence evidence,
            List<Finding> findings) {
        if (isDamaged(health)) {
            return DatabaseState.CORRUPT;
        }
        if (seen.schema() == null) {
            return DatabaseState.UNREACHABLE;
        }
        var live = seen.schema().without(look.versionTables());
        findings.addAll(new ForeignKeyTargets(live).withoutUniqueKey());
        if (evidence.backup() != null) {
            findings.addAll(new SinceBackup(evidence.target(), evidence.backup(), look.versionTables())
                    .compare(database, seen.rows()));
        }
        if (!look.currentKnown()) {
            return live.isEmpty() ? DatabaseState.EMPTY : DatabaseState.UNKNOWN_REVISION;
        }
        return classified(tool, look, live, seen.rows(), database, evidence, findings);
    }

    /** A file that is no database at all is damaged too, although nothing of it could be reached. */
    static boolean isDamaged(Health health) {
        return Boolean.FALSE.equals(health.integrityOk())
                || health.findings().stream().anyMatch(finding -> finding.code() == FindingCode.INTEGRITY_FAILED);
    }

    private static DatabaseState classified(
            MigrationTool tool,
            ToolLook look,
            Schema live,
            Map<String, Long> rows,
            Database database,
            Evidence evidence,
            List<Finding> findings) {
        var references = isVouchedFor(live, look, evidence) ? null : references(tool, look, evidence, findings);
        var situation = new Situation(
                evidence.target(),
                references == null ? live : references.asFarAsScriptsSpeak(live),
                look.current(),
                look.graph(),
                references,
                evidence.edited(look).stream().map(Revision::id).collect(Collectors.toSet()),
                evidence.lastRun() == null ? null : evidence.lastRun().without(look.versionTables()),
                rows);
        var verdict = Classification.of(situation);
        findings.addAll(new DuplicateKeys(situation, database).inTheWay());
        findings.addAll(new MissingUniqueKeys(situation).underPendingForeignKeys());
        var told = findings.stream().map(Finding::code).toList();
        verdict.findings().stream()
                .filter(finding -> finding.code() != FindingCode.UNKNOWN_REVISION || canJudgeRevisions(told))
                .forEach(findings::add);
        var failedRow = told.contains(FindingCode.FAILED_HISTORY_ROW);
        return failedRow && verdict.state().isSound() ? DatabaseState.PARTIAL : verdict.state();
    }

    /** Whether the scripts were found, and nobody said yet that they do not have the revision. */
    private static boolean canJudgeRevisions(List<FindingCode> told) {
        return !told.contains(FindingCode.UNKNOWN_REVISION) && !told.contains(FindingCode.CONFIG_NOT_FOUND);
    }

    /** Nothing to compare: an empty database with nothing recorded, or one that is as a good run left it. */
    private static boolean isVouchedFor(Schema live, ToolLook look, Evidence evidence) {
        return (live.isEmpty() && look.current().isEmpty())
                || (evidence.vouched() != null && evidence.vouched().covers(live.fingerprint(), look.current()));
    }

    private static ReferenceSchemas references(
            MigrationTool tool, ToolLook look, Evidence evidence, List<Finding> findings) {
        if (evidence.references() == null || look.graph().revisions().isEmpty()) {
            return null;
        }
        try {
            var references = evidence.references().of(tool, look);
            references
                    .failures()
                    .forEach((revision, why) -> findings.add(broken(revision, why, references.unreached())));
            return references;
        } catch (ScratchUnavailable noRoom) {
            findings.add(noRoom.finding());
            return null;
        }
    }

    private static Finding broken(String revision, String why, List<String> unreached) {
        var expected = revision.isEmpty()
                ? "expected the tool to build the schemas in a scratch database, found: "
                : "expected every revision to run on an empty database, found that " + revision + " does not: ";
        var rest = unreached.isEmpty() ? "" : "; " + unreached.size() + " after it not tried";
        var finding = Finding.of(
                FindingCode.BROKEN_HISTORY,
                Severity.WARNING,
                expected + why + rest,
                "schemas from there on cannot be compared; an upgrade compares every row with the backup in any case");
        return revision.isEmpty() ? finding : finding.with("revision", revision);
    }

    private static Diagnosis diagnosis(
            MigrationTool tool,
            ToolLook look,
            Database database,
            Health health,
            BothLooks.Seen seen,
            DatabaseState state,
            List<Finding> findings) {
        var graph = look.graph();
        return new Diagnosis(
                tool.kind().word(),
                new DatabaseSeen(
                        database.kind().word(), database.location(), health.sizeBytes(), health.serverVersion()),
                state,
                look.current(),
                graph.heads(),
                graph.pending(look.current()).stream()
                        .map(Diagnostician::pending)
                        .toList(),
                graph.branchPoints(),
                seen.rows().entrySet().stream()
                        .map(table -> new TableRows(table.getKey(), table.getValue()))
                        .toList(),
                seen.schema() == null
                        ? null
                        : seen.schema().without(look.versionTables()).fingerprint(),
                new Integrity(health.integrityOk(), health.integrityDetail()),
                findings);
    }

    private static Pending pending(Revision revision) {
        return new Pending(revision.id(), revision.message(), revision.file());
    }
}
