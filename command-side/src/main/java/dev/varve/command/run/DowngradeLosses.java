package dev.varve.command.run;

import dev.varve.command.target.TargetAccess;
import dev.varve.engine.diagnosis.Looked;
import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.plan.PreflightQuestion.AnnouncedLoss;
import dev.varve.engine.tool.PlannedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names what a downgrade would take away, before it does: tables and columns that the older schema does not have. */
final class DowngradeLosses {

    private final Diagnoses diagnoses;
    private final TargetAccess access;

    DowngradeLosses(Diagnoses diagnoses, TargetAccess access) {
        this.diagnoses = diagnoses;
        this.access = access;
    }

    List<AnnouncedLoss> announce(Looked looked, List<PlannedStep> steps) {
        var live = LiveSchema.of(access.database(), looked.tool().versionTables());
        var older = olderSchema(looked, steps.getLast().to());
        var rows = access.database().rowCounts();
        if (older == null) {
            return rows.entrySet().stream()
                    .filter(table -> table.getValue() > 0)
                    .filter(table -> !looked.tool().versionTables().contains(table.getKey()))
                    .map(table -> new AnnouncedLoss(
                            table.getKey(),
                            "expected to know what the downgrade takes away, found no way to build the older schema; table "
                                    + table.getKey() + " holds " + table.getValue() + " rows that may go"))
                    .toList();
        }
        return losses(Difference.between(older, live), rows);
    }

    private Schema olderSchema(Looked looked, List<String> to) {
        if (to.isEmpty()) {
            return Schema.empty();
        }
        return to.size() == 1 ? diagnoses.reference(access, looked, to.getFirst()) : null;
    }

    private static List<AnnouncedLoss> losses(Difference difference, Map<String, Long> rows) {
        var columns = new TreeMap<String, List<String>>();
        var losses = new ArrayList<AnnouncedLoss>();
        for (var facet : difference.surplus()) {
            long held = rows.getOrDefault(facet.owner(), 0L);
            if (held == 0) {
                continue;
            }
            if (facet.kind() == Facet.Kind.TABLE) {
                losses.add(new AnnouncedLoss(
                        facet.owner(),
                        "the downgrade drops table " + facet.owner() + ", which holds " + held + " rows"));
            } else if (facet.kind() == Facet.Kind.COLUMN && wasNotThere(facet, difference)) {
                columns.computeIfAbsent(facet.owner(), table -> new ArrayList<>())
                        .add(facet.name());
            }
        }
        losses.forEach(loss -> columns.remove(loss.table()));
        columns.forEach((table, names) -> losses.add(new AnnouncedLoss(
                table,
                "the downgrade drops " + (names.size() == 1 ? "column " : "columns ") + String.join(", ", names)
                        + " of table " + table + ", which holds " + rows.get(table) + " rows")));
        return losses;
    }

    private static boolean wasNotThere(Facet column, Difference difference) {
        return difference.missing().stream().noneMatch(column::sameThing);
    }
}
