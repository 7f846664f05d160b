package dev.varve.engine.diagnosis;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What became of the rows since a backup was taken: tables that held some and hold none, columns whose values are of another kind
 * throughout. Somebody may have meant it; a retry over a half migration and a data migration that encodes twice look the same.
 */
final class SinceBackup {

    private final String target;
    private final KnownBackup backup;
    private final Set<String> versionTables;

    SinceBackup(String target, KnownBackup backup, List<String> versionTables) {
        this.target = target;
        this.backup = backup;
        this.versionTables = Set.copyOf(versionTables);
    }

    List<Finding> compare(Database database, Map<String, Long> rowsNow) {
        try {
            var findings = new ArrayList<Finding>();
            var rowsThen = new TreeMap<>(backup.rows());
            rowsThen.forEach((table, rows) -> {
                if (rows > 0 && !versionTables.contains(table) && rowsNow.getOrDefault(table, 0L) == 0) {
                    findings.add(emptied(table, rows, rowsNow.containsKey(table)));
                }
            });
            if (backup.copy() != null && database.kind() == DatabaseKind.SQLITE) {
                reshaped(database, findings);
            }
            return findings;
        } catch (DatabaseUnreadable gone) {
            return List.of();
        }
    }

    private Finding emptied(String table, long rows, boolean there) {
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("table", table);
        evidence.put("rowsBefore", rows);
        evidence.put("rowsAfter", there ? 0L : null);
        evidence.put("backup", backup.id());
        return new Finding(
                FindingCode.ROWS_GONE,
                Severity.WARNING,
                "table " + table + " held " + rows + " rows in backup " + backup.id() + ", found "
                        + (there ? "none" : "no such table"),
                evidence,
                "if nobody meant that: " + restore());
    }

    private void reshaped(Database database, List<Finding> findings) {
        var before = columns(backup.copy().schema());
        var after = columns(database.schema());
        before.forEach((table, columns) -> columns.stream()
                .filter(after.getOrDefault(table, List.of())::contains)
                .forEach(column -> {
                    var was = ValueShape.of(backup.copy(), table, column);
                    var is = ValueShape.of(database, table, column);
                    if (was.differsThroughoutFrom(is)) {
                        findings.add(reshaped(table, column, was, is));
                    }
                }));
    }

    private static Map<String, List<String>> columns(Schema schema) {
        var columns = new TreeMap<String, List<String>>();
        schema.facets().stream()
                .filter(facet -> facet.kind() == Facet.Kind.COLUMN)
                .forEach(facet -> columns.computeIfAbsent(facet.owner(), owner -> new ArrayList<>())
                        .add(facet.name()));
        return columns;
    }

    private Finding reshaped(String table, String column, ValueShape was, ValueShape is) {
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("table", table);
        evidence.put("column", column);
        evidence.put("before", was.kinds());
        evidence.put("after", is.kinds());
        evidence.put("backup", backup.id());
        return new Finding(
                FindingCode.VALUES_RESHAPED,
                Severity.WARNING,
                "the values of " + table + "." + column + " were " + was.inWords() + " in backup " + backup.id()
                        + ", found " + is.inWords(),
                evidence,
                "if no revision meant that, the application may not read them any more: " + restore());
    }

    private String restore() {
        return "varve restore " + target + " " + backup.id();
    }
}
