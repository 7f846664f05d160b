package dev.varve.engine.tool.flyway;

import java.util.List;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/**
 * The rows of Flyway's history that a repair changes, by revision id.
 *
 * @param removed failed rows, deleted; what their scripts left in the schema stays
 * @param markedDeleted rows whose script is missing
 * @param aligned rows whose checksum is set to the script's present one
 */
public record HistoryRepair(List<String> removed, List<String> markedDeleted, List<String> aligned) {

    public HistoryRepair {
        removed = List.copyOf(removed);
        markedDeleted = List.copyOf(markedDeleted);
        aligned = List.copyOf(aligned);
    }

    public boolean isEmpty() {
        return removed.isEmpty() && markedDeleted.isEmpty() && aligned.isEmpty();
    }

    static HistoryRepair neededBy(History history) {
        var all = history.all();
        return new HistoryRepair(
                all.stream()
                        .filter(info -> info.getState().isFailed())
                        .map(FlywayRevision::id)
                        .toList(),
                all.stream()
                        .filter(info -> info.getState() == MigrationState.MISSING_SUCCESS
                                || info.getState() == MigrationState.FUTURE_SUCCESS)
                        .map(FlywayRevision::id)
                        .toList(),
                all.stream()
                        .filter(HistoryRepair::isChanged)
                        .map(FlywayRevision::id)
                        .toList());
    }

    private static boolean isChanged(MigrationInfo info) {
        var state = info.getState();
        return info.isVersioned()
                && state.isResolved()
                && state.isApplied()
                && !state.isFailed()
                && state != MigrationState.BASELINE
                && !info.isChecksumMatching();
    }
}
