package dev.varve.engine.diagnosis;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts the values that stand in the way of the unique keys which pending revisions make, where the columns are there already. A
 * revision may merge them itself before it makes the key: only a rehearsal tells.
 */
final class DuplicateKeys {

    private static final Pattern UNIQUE = Pattern.compile("(?:unique )?\\((?<columns>[^()]*)\\)");

    private final Situation situation;
    private final Database database;

    DuplicateKeys(Situation situation, Database database) {
        this.situation = situation;
        this.database = database;
    }

    List<Finding> inTheWay() {
        var references = situation.references();
        if (references == null || !canBeAsked()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        var before = Schema.empty();
        var pending = situation.graph().pending(situation.current()).stream()
                .map(revision -> revision.id())
                .toList();
        for (var step : references.steps()) {
            if (pending.contains(step.revision())) {
                Difference.between(before, step.after()).surplus().stream()
                        .filter(facet -> !situation.live().facets().contains(facet))
                        .forEach(key -> finding(step.revision(), key).ifPresent(findings::add));
            }
            before = step.after();
        }
        broken(references, before, findings);
        return findings;
    }

    private boolean canBeAsked() {
        return database.kind() == DatabaseKind.SQLITE || database.kind() == DatabaseKind.POSTGRESQL;
    }

    /** Also of a step that fails on every database, as far as it gets there. */
    private void broken(ReferenceSchemas references, Schema before, List<Finding> findings) {
        if (references.broken() != null) {
            Difference.between(before, references.broken().left()).surplus().stream()
                    .filter(facet -> !situation.live().facets().contains(facet))
                    .forEach(key -> finding(references.broken().revision(), key).ifPresent(findings::add));
        }
    }

    private Optional<Finding> finding(String revision, Facet key) {
        var columns = columns(key);
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        try {
            var duplicated = duplicated(key.owner(), columns);
            return duplicated == 0
                    ? Optional.empty()
                    : Optional.of(finding(revision, key.owner(), columns, duplicated));
        } catch (DatabaseUnreadable busy) {
            return Optional.empty();
        }
    }

    /** The key's columns as the table has them now; empty if it is no plain unique key, or one of them is not there yet. */
    private List<String> columns(Facet key) {
        var isKey = key.kind() == Facet.Kind.UNIQUE
                || (key.kind() == Facet.Kind.INDEX && key.definition().startsWith("unique "));
        var matcher = UNIQUE.matcher(key.definition());
        if (!isKey || !matcher.matches()) {
            return List.of();
        }
        var there = columnsOf(key.owner());
        var wanted = ForeignKeyTargets.columns(matcher.group("columns"));
        return there.keySet().containsAll(wanted)
                ? wanted.stream().sorted().map(there::get).toList()
                : List.of();
    }

    private Map<String, String> columnsOf(String table) {
        return situation.live().facets().stream()
                .filter(facet ->
                        facet.kind() == Facet.Kind.COLUMN && facet.owner().equals(table))
                .map(Facet::name)
                .collect(Collectors.toMap(ForeignKeyTargets::plain, name -> name, (one, same) -> one, TreeMap::new));
    }

    private long duplicated(String table, List<String> columns) {
        var names = columns.stream().map(DuplicateKeys::quoted).toList();
        try (var snapshot = database.snapshot()) {
            return Long.parseLong(snapshot.texts("SELECT count(*) FROM (SELECT 1 FROM " + from(table) + " WHERE "
                            + String.join(" IS NOT NULL AND ", names) + " IS NOT NULL GROUP BY "
                            + String.join(", ", names) + " HAVING count(*) > 1) AS alike")
                    .getFirst());
        }
    }

    private String from(String table) {
        return database instanceof PostgresDatabase server ? server.inSql(table) : "main." + quoted(table);
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static Finding finding(String revision, String table, List<String> columns, long duplicated) {
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("revision", revision);
        evidence.put("table", table);
        evidence.put("columns", columns);
        evidence.put("duplicated", duplicated);
        var key = table + " (" + String.join(", ", columns) + ")";
        return new Finding(
                FindingCode.DUPLICATE_KEYS,
                Severity.WARNING,
                "expected no two rows alike where the pending revision " + revision + " makes a unique key over " + key
                        + ", found " + (duplicated == 1 ? "1 value" : duplicated + " values") + " more than once",
                evidence,
                "merge or correct those rows as their owner decides, unless the revision itself does; a rehearsal tells: varve rehearse NAME");
    }
}
