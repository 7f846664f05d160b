package dev.varve.engine.tool.alembic;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.tool.Revision;
import dev.varve.engine.tool.RevisionGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where the graph read from the files and the graph that Alembic reports do not say the same. */
final class GraphComparison {

    private GraphComparison() {}

    static Optional<Finding> disagreement(RevisionGraph fromFiles, RevisionGraph fromTool) {
        var ids = new TreeSet<String>();
        fromFiles.revisions().forEach(revision -> ids.add(revision.id()));
        fromTool.revisions().forEach(revision -> ids.add(revision.id()));
        var differences = new ArrayList<String>();
        for (var id : ids) {
            difference(id, fromFiles.find(id), fromTool.find(id)).ifPresent(differences::add);
        }
        return differences.isEmpty() ? Optional.empty() : Optional.of(finding(differences));
    }

    private static Optional<String> difference(String id, Optional<Revision> file, Optional<Revision> tool) {
        if (file.isEmpty()) {
            return Optional.of(id + ": known to Alembic only");
        }
        if (tool.isEmpty()) {
            return Optional.of(id + ": in the files only");
        }
        var inFile = links(file.get());
        var inTool = links(tool.get());
        return inFile.equals(inTool)
                ? Optional.empty()
                : Optional.of(id + ": the file says " + inFile + ", Alembic says " + inTool);
    }

    private static List<Set<String>> links(Revision revision) {
        return List.of(
                new TreeSet<>(revision.parents()),
                new TreeSet<>(revision.dependsOn()),
                new TreeSet<>(revision.labels()));
    }

    private static Finding finding(List<String> differences) {
        return Finding.of(
                        FindingCode.GRAPH_DISAGREEMENT,
                        Severity.WARNING,
                        "expected the revision files and Alembic to tell the same history, found " + differences.size()
                                + " differences: " + differences.getFirst(),
                        "check that --config, --workdir and --python belong to the same release of the application")
                .with("differences", differences);
    }
}
