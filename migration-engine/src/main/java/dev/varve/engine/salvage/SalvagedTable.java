package dev.varve.engine.salvage;

import java.util.List;
import java.util.Map;

/**
 * What became of one table.
 *
 * @param rows rows in the new file
 * @param rowsLost rows that the original holds and the new file does not; {@code null} if no index that is whole tells it
 * @param lost the pieces that could not be read
 * @param refused rows that were read and that a constraint of the table does not admit, by SQLite's reason
 */
public record SalvagedTable(String name, long rows, Long rowsLost, List<LostRows> lost, Map<String, Long> refused) {

    public SalvagedTable {
        lost = List.copyOf(lost);
        refused = Map.copyOf(refused);
    }

    /** Whether every row of the original is in the new file. */
    public boolean isWhole() {
        return lost.isEmpty() && refused.isEmpty() && (rowsLost == null || rowsLost == 0);
    }
}
