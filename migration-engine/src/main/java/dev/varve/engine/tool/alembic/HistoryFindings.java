package dev.varve.engine.tool.alembic;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.tool.Revision;
import dev.varve.engine.tool.RevisionGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** What a history and the version rows tell together. Pure: rows of tables are asked for through a function. */
final class HistoryFindings {

    private final RevisionGraph graph;
    private final List<String> current;

    HistoryFindings(RevisionGraph graph, List<String> current) {
        this.graph = graph;
        this.current = current;
    }

    List<Finding> all() {
        var findings = new ArrayList<Finding>();
        heads(findings);
        branches(findings);
        current.stream().filter(id -> !graph.contains(id)).forEach(id -> findings.add(unknown(id)));
        redundant(findings);
        return findings;
    }

    private void heads(List<Finding> findings) {
        var heads = graph.heads();
        if (heads.size() > 1 && !current.containsAll(heads)) {
            findings.add(Finding.of(
                            FindingCode.MULTIPLE_HEADS,
                            Severity.WARNING,
                            "expected one head, found " + heads.size() + ": " + String.join(", ", heads),
                            "upgrade to all of them: varve upgrade NAME --to heads; or have the developers merge them: "
                                    + "alembic merge heads")
                    .with("heads", heads));
        }
    }

    private void branches(List<Finding> findings) {
        var points = graph.branchPoints();
        var bases = graph.revisions().stream()
                .filter(revision -> revision.parents().isEmpty())
                .map(Revision::id)
                .toList();
        if (!points.isEmpty() || bases.size() > 1) {
            findings.add(Finding.of(
                            FindingCode.BRANCHED_HISTORY,
                            Severity.INFO,
                            "the history is not one line: " + points.size() + " branch points, " + bases.size()
                                    + " bases",
                            null)
                    .with("branchPoints", points)
                    .with("bases", bases));
        }
    }

    private Finding unknown(String id) {
        return RunnerFailure.error(
                        FindingCode.UNKNOWN_REVISION,
                        "expected the recorded revision " + id + " among the scripts, found no such revision",
                        "use the scripts that know it, of the newer application; or restore a backup older than it: "
                                + "varve restore NAME BACKUP-ID")
                .with("revision", id)
                .with("heads", graph.heads());
    }

    private void redundant(List<Finding> findings) {
        for (var id : current) {
            var above = current.stream()
                    .filter(other ->
                            !other.equals(id) && graph.ancestry(List.of(other)).contains(id))
                    .toList();
            if (!above.isEmpty()) {
                findings.add(Finding.of(
                                FindingCode.VERSION_ROWS_REDUNDANT,
                                Severity.WARNING,
                                "expected only the newest revision of a line in the version table, found " + id
                                        + " beside " + String.join(", ", above) + ", which build on it",
                                "two migrators may have run at once: compare the schema first, varve diagnose NAME --deep")
                        .with("redundant", id)
                        .with("coveredBy", above));
            }
        }
    }

    /**
     * Pending revisions that drop tables which hold rows.
     *
     * @param drops tables dropped, by revision
     * @param rowsIn rows of a table now
     */
    List<Finding> suspicious(Map<String, Set<String>> drops, ToLongFunction<String> rowsIn) {
        var findings = new ArrayList<Finding>();
        for (var revision : graph.pending(current)) {
            for (var table : new TreeSet<>(drops.getOrDefault(revision.id(), Set.of()))) {
                var rows = rowsIn.applyAsLong(table);
                if (rows > 0) {
                    findings.add(suspicious(revision, table, rows));
                }
            }
        }
        return findings;
    }

    private static Finding suspicious(Revision revision, String table, long rows) {
        return Finding.of(
                        FindingCode.SUSPICIOUS_REVISION,
                        Severity.WARNING,
                        "the pending revision " + revision.id() + " drops the table " + table + ", which holds " + rows
                                + " rows",
                        "read the revision; if the loss is meant, say so by name: " + "--accept-data-loss " + table)
                .with("revision", revision.id())
                .with("table", table)
                .with("rows", rows)
                .with("file", revision.file());
    }

    /** The Peewee era's history, kept beside Alembic's. */
    static Finding peewee(List<String> names) {
        return Finding.of(
                        FindingCode.PEEWEE_HISTORY,
                        Severity.INFO,
                        "the table migratehistory holds " + names.size() + " migrations of the Peewee era, the last "
                                + (names.isEmpty() ? "none" : names.getLast()),
                        names.isEmpty()
                                ? "start the application's last Peewee release once to finish its migrations"
                                : null)
                .with("count", names.size())
                .with("last", names.isEmpty() ? null : names.getLast());
    }
}
