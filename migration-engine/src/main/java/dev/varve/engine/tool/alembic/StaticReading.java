package dev.varve.engine.tool.alembic;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.tool.RevisionGraph;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the revision files say by themselves.
 *
 * @param complete whether every file could be read without running it; only then may the graph be compared
 * @param graph the revisions
 * @param configuration a hash over alembic.ini and env.py; empty if they were not read
 * @param drops tables that a revision's upgrade drops, by revision
 * @param findings a configuration that is not there, a history that is broken
 */
record StaticReading(
        boolean complete,
        RevisionGraph graph,
        String configuration,
        Map<String, Set<String>> drops,
        List<Finding> findings) {

    static StaticReading nothing(List<Finding> findings) {
        return new StaticReading(false, RevisionGraph.empty(), "", Map.of(), findings);
    }
}
