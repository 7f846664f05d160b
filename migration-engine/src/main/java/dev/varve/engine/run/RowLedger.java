package dev.varve.engine.run;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.observation.TableChange;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Keeps count of every table's rows from step to step, so that a loss is told with the step in which it happened. */
final class RowLedger {

    private final Map<String, TableContent> before = new LinkedHashMap<>();
    private final Map<String, Long> last = new HashMap<>();
    private final Map<String, String> lostIn = new HashMap<>();
    private final Set<String> ignored;

    RowLedger(Backup backup, Set<String> versionTables) {
        ignored = versionTables;
        for (var table : backup.tables()) {
            if (!ignored.contains(table.name())) {
                before.put(table.name(), table);
                last.put(table.name(), table.rows());
            }
        }
    }

    /** Takes the counts after a step. */
    void afterStep(String revision, Map<String, Long> counts) {
        for (var table : before.keySet()) {
            long had = last.getOrDefault(table, 0L);
            long has = counts.getOrDefault(table, 0L);
            if (has < had) {
                lostIn.putIfAbsent(table, revision);
            }
            last.put(table, has);
        }
    }

    /** Every table before and after, sorted by name. */
    List<TableChange> compare(List<TableContent> contentsAfter) {
        var after = new HashMap<String, TableContent>();
        contentsAfter.stream()
                .filter(table -> !ignored.contains(table.name()))
                .forEach(table -> after.put(table.name(), table));
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .map(name -> change(name, before.get(name), after.get(name)))
                .toList();
    }

    private TableChange change(String name, TableContent was, TableContent is) {
        var plain = new TableChange(
                name,
                was == null ? null : (Long) was.rows(),
                is == null ? null : (Long) is.rows(),
                was == null ? null : was.sha256(),
                is == null ? null : is.sha256(),
                null);
        return plain.isLoss() ? plain.lostIn(lostIn.get(name)) : plain;
    }
}
