package dev.varve.engine.salvage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a salvage brought into the new file.
 *
 * @param file the new file
 * @param sizeBytes its size
 * @param tables every table, by name
 * @param notMade objects of the original that could not be made in the new file, each with the reason
 * @param strayPages pages of rows that nothing points to and that fit no table, or more than one
 * @param companions what was done about a log or journal beside the original, in words; {@code null} if there was none
 * @param integrityProblems what SQLite's check of the new file says; empty for {@code ok}
 * @param foreignKeyViolations rows in the new file whose foreign key finds nothing, by {@code table -> target}
 */
public record SalvageReport(
        Path file,
        long sizeBytes,
        List<SalvagedTable> tables,
        List<String> notMade,
        long strayPages,
        String companions,
        List<String> integrityProblems,
        Map<String, Long> foreignKeyViolations) {

    public SalvageReport {
        tables = List.copyOf(tables);
        notMade = List.copyOf(notMade);
        integrityProblems = List.copyOf(integrityProblems);
        foreignKeyViolations = Map.copyOf(foreignKeyViolations);
    }

    SalvageReport proven(long size, List<String> problems, Map<String, Long> violations) {
        return new SalvageReport(file, size, tables, notMade, strayPages, companions, problems, violations);
    }

    /** Rows in the new file. */
    public long rows() {
        return tables.stream().mapToLong(SalvagedTable::rows).sum();
    }

    /** Whether everything that the original holds is in the new file, and the new file is proven. */
    public boolean isWhole() {
        return tables.stream().allMatch(SalvagedTable::isWhole)
                && notMade.isEmpty()
                && strayPages == 0
                && integrityProblems.isEmpty();
    }
}
