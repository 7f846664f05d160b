package dev.varve.engine.run;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.TableChange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keeps count of every table's rows from step to step, so that a loss is told with the step in which it happened. Steps of one
 * transaction begin one after another and end together: they are counted once, and in which of them a loss happened nobody sees.
 */
final class RowLedger {

    private final List<TableContent> before;
    private final Map<String, Long> last = new HashMap<>();
    private final Map<String, String> lostIn = new HashMap<>();
    private final Set<String> ignored;
    private final Set<String> open = new HashSet<>();
    private int endedTogether;

    RowLedger(Backup backup, Set<String> versionTables) {
        before = backup.tables();
        ignored = versionTables;
        before.forEach(table -> last.put(table.name(), table.rows()));
    }

    /**
     * Takes in what the tool does.
     *
     * @param counts every table's rows now, asked where it has ended steps
     * @throws dev.varve.engine.database.DatabaseUnreadable if they cannot be counted
     */
    void hear(Observation observation, Supplier<Map<String, Long>> counts) {
        switch (observation) {
            case Observation.StepStarting begun -> open.add(begun.revision());
            case Observation.StepFailed failed -> {
                open.clear();
                endedTogether = 0;
            }
            case Observation.StepSucceeded ended -> ended(ended.revision(), counts);
            default -> {}
        }
    }

    private void ended(String revision, Supplier<Map<String, Long>> counts) {
        open.remove(revision);
        endedTogether++;
        if (open.isEmpty()) {
            var alone = endedTogether == 1;
            endedTogether = 0;
            count(alone ? revision : null, counts.get());
        }
    }

    private void count(String revision, Map<String, Long> counts) {
        for (var table : List.copyOf(last.keySet())) {
            long had = last.getOrDefault(table, 0L);
            long has = counts.getOrDefault(table, 0L);
            if (has < had && !lostIn.containsKey(table)) {
                lostIn.put(table, revision);
            }
            last.put(table, has);
        }
    }

    /** Every table before and after, sorted by name. */
    List<TableChange> compare(List<TableContent> contentsAfter) {
        return TableChange.between(before, contentsAfter, ignored).stream()
                .map(table -> table.isLoss() ? table.lostIn(lostIn.get(table.name())) : table)
                .toList();
    }
}
