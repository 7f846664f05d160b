package dev.varve.engine.recovery;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.Snapshot;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What has to be taken away so that a schema is that of its recorded revision again.
 *
 * @param expected that revision's schema, without the tool's own tables
 * @param statements what takes the surplus away
 * @param removed the tables that go
 * @param narrowed the tables that stay and lose a column
 * @param loses what is in them, counted; {@code null} if nothing
 */
public record MendPlan(
        Schema expected, List<String> statements, Set<String> removed, Set<String> narrowed, String loses) {

    public MendPlan {
        statements = List.copyOf(statements);
        removed = Set.copyOf(removed);
        narrowed = Set.copyOf(narrowed);
    }

    /**
     * Plans it, if that is all there is to do.
     *
     * @param live the schema, without the tool's own tables
     * @param after the schemas that a next step would leave
     * @param leftovers tables of unfinished batch operations
     * @param rows rows per table
     * @param removal the statements that take a surplus away, in the database's own SQL; empty if there are none
     * @return empty if something is missing, or the surplus is not what one next step makes
     */
    public static Optional<MendPlan> of(
            Schema live,
            Schema expected,
            Collection<Schema> after,
            Set<String> leftovers,
            Map<String, Long> rows,
            Function<Collection<Facet>, Optional<List<String>>> removal) {
        var found = Difference.between(expected, live);
        if (!found.missing().isEmpty() || found.surplus().isEmpty()) {
            return Optional.empty();
        }
        var made = new ArrayList<Set<Facet>>();
        made.add(Set.of());
        after.forEach(schema -> made.add(Difference.between(expected, schema).surplus()));
        var explained = made.stream()
                .anyMatch(step -> found.surplus().stream()
                        .allMatch(facet -> facet.isMadeBy(step) || leftovers.contains(facet.owner())));
        return explained
                ? removal.apply(found.surplus()).map(statements -> plan(expected, found.surplus(), statements, rows))
                : Optional.empty();
    }

    private static MendPlan plan(
            Schema expected, Collection<Facet> surplus, List<String> statements, Map<String, Long> rows) {
        var removed = Schema.of(surplus).tables();
        var narrowed = narrowed(surplus, removed);
        var losses = new TreeSet<String>();
        for (var table : removed) {
            long count = rows.getOrDefault(table, 0L);
            if (count > 0) {
                losses.add(AgainstBackup.rows(count) + " of table " + table);
            }
        }
        surplus.stream()
                .filter(facet -> facet.kind() == Facet.Kind.COLUMN && narrowed.contains(facet.owner()))
                .filter(facet -> rows.getOrDefault(facet.owner(), 0L) > 0)
                .forEach(facet -> losses.add("column " + facet.name() + " of table " + facet.owner()));
        return new MendPlan(
                expected,
                statements,
                new HashSet<>(removed),
                narrowed,
                losses.isEmpty() ? null : String.join("; ", losses) + ", which the step that did not end made");
    }

    /** Runs the statements in one transaction. */
    void takeAway(Database copy) throws SQLException {
        try (var connection = copy.openForChanging();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (var sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    /**
     * Holds the mended copy against what it should be.
     *
     * @param before every table's rows and content before it was mended
     * @throws NotMended naming what differs
     */
    void requireIn(Snapshot mended, List<TableContent> before, Collection<String> versionTables) {
        var found = mended.schema().without(versionTables);
        if (!found.equals(expected)) {
            var differs = String.join("; ", Difference.between(expected, found).inWords());
            throw new NotMended("the schema of the recorded revision", "another: " + differs, null);
        }
        requireRows(before, mended.contents(rows -> {}));
    }

    /** A table that lost a column has other content by nature, and must have as many rows. */
    private void requireRows(List<TableContent> before, List<TableContent> after) {
        var left = new HashSet<>(after);
        for (var table : before) {
            if (removed.contains(table.name())) {
                continue;
            }
            var kept = narrowed.contains(table.name())
                    ? left.removeIf(other -> other.name().equals(table.name()) && other.rows() == table.rows())
                    : left.remove(table);
            if (!kept) {
                throw new NotMended("every row of table " + table.name(), "others", null);
            }
        }
    }

    private static Set<String> narrowed(Collection<Facet> surplus, Set<String> removed) {
        return surplus.stream()
                .filter(facet -> facet.kind() == Facet.Kind.COLUMN && !removed.contains(facet.owner()))
                .map(Facet::owner)
                .collect(Collectors.toSet());
    }
}
