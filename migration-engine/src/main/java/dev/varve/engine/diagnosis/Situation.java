package dev.varve.engine.diagnosis;

import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.tool.Revision;
import dev.varve.engine.tool.RevisionGraph;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that the classification decides upon.
 *
 * @param target the watched database's name, for the remedies
 * @param live the schema, without the tool's version tables
 * @param current the recorded revisions
 * @param graph every revision of the scripts
 * @param references the expected schemas, or {@code null} if they were not built
 * @param edited revisions whose scripts are not what they were when they ran
 * @param lastRun what is recorded of the last run, or {@code null}
 * @param rows rows of each table, as far as they could be counted
 */
record Situation(
        String target,
        Schema live,
        List<String> current,
        RevisionGraph graph,
        ReferenceSchemas references,
        Set<String> edited,
        KnownRun lastRun,
        Map<String, Long> rows) {

    private static final String TEMPORARY = "_alembic_tmp_";

    /**
     * Whether the schema is the expected one. A repeatable that is pending may have run before with another text, which the
     * scripts no longer tell: what it makes is left out then.
     */
    boolean isAsExpected(Schema expected) {
        var live = liveWithoutLeftovers();
        if (expected.equals(live)) {
            return true;
        }
        var pending = graph.pending(current).stream()
                .map(Revision::id)
                .filter(References::isRepeatable)
                .collect(Collectors.toSet());
        var open = references.programsOf(pending);
        return !open.isEmpty() && expected.without(open::contains).equals(live.without(open::contains));
    }

    /** The schema that the scripts produce at the recorded revisions; nothing recorded is an empty database. */
    Optional<Schema> expected() {
        return schemaAfter(current.isEmpty() ? Set.of() : graph.ancestry(current));
    }

    /** The schema once this revision, too, had run. */
    Optional<Schema> expectedAfter(String revision) {
        var revisions = new HashSet<>(graph.ancestry(current));
        revisions.add(revision);
        return schemaAfter(revisions);
    }

    private Optional<Schema> schemaAfter(Set<String> revisions) {
        return references == null ? Optional.empty() : references.after(revisions);
    }

    /** The pending revisions whose parents are all applied: one of them is what a broken run was at. */
    List<String> next() {
        var applied = graph.ancestry(current);
        return graph.pending(current).stream()
                .filter(revision ->
                        applied.containsAll(revision.parents()) && applied.containsAll(revision.dependsOn()))
                .map(revision -> revision.id())
                .toList();
    }

    List<String> unknownRevisions() {
        return current.stream().filter(id -> !graph.contains(id)).toList();
    }

    /** Tables that Alembic's batch operations make and rename away; one that is there was left behind. */
    List<String> leftovers() {
        return live.tables().stream().filter(Situation::isLeftover).toList();
    }

    static boolean isLeftover(String table) {
        return table.startsWith(TEMPORARY);
    }

    /** The table that a leftover was to become. */
    static String tableOf(String leftover) {
        return leftover.substring(TEMPORARY.length());
    }

    /** Whether a table is there, as the recorded revision makes it where that is known. */
    boolean isWhole(String table) {
        var expected = expected().map(schema -> schema.without(owner -> !owner.equals(table)));
        var found = live.without(owner -> !owner.equals(table));
        return !found.isEmpty() && expected.map(found::equals).orElse(true);
    }

    /** The schema without leftovers: they belong to no revision. */
    Schema liveWithoutLeftovers() {
        return live.without(Situation::isLeftover);
    }

    /** Whose revision's schema is the most like what is found; empty if no references were made. */
    Optional<ReferenceSchemas.Nearest> nearest() {
        return Optional.ofNullable(references).flatMap(made -> made.nearest(liveWithoutLeftovers()));
    }
}
