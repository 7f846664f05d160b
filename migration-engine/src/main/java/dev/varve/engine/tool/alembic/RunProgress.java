package dev.varve.engine.tool.alembic;

import dev.varve.engine.tool.PlannedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where a run of the tool is: what was planned, which step is open, which ended and are not committed yet. */
final class RunProgress {

    /** A step that ended inside a transaction that is still open. */
    record Provisional(PlannedStep step, long durationMillis, int statements, long rows) {}

    private final Map<Integer, PlannedStep> steps = new TreeMap<>();
    private final List<String> applied = new ArrayList<>();
    private final List<Provisional> provisional = new ArrayList<>();
    private PlannedStep open;
    private long openedAt;
    private boolean planned;
    private boolean begun;
    private String versionTable = VersionTable.DEFAULT_NAME;

    void planned(List<PlannedStep> plan, String table) {
        plan.forEach(step -> steps.put(step.ordinal(), step));
        planned = true;
        versionTable = table == null ? versionTable : table;
    }

    PlannedStep step(int ordinal) {
        return steps.get(ordinal);
    }

    int total() {
        return steps.size();
    }

    void open(PlannedStep step) {
        open = step;
        begun = true;
        openedAt = System.nanoTime();
    }

    long elapsedMillis() {
        return (System.nanoTime() - openedAt) / 1_000_000;
    }

    void close() {
        open = null;
    }

    Optional<PlannedStep> open() {
        return Optional.ofNullable(open);
    }

    void succeeded(String revision) {
        applied.add(revision);
    }

    List<String> applied() {
        return List.copyOf(applied);
    }

    List<Provisional> provisional() {
        return provisional;
    }

    /** Whether the tool got as far as knowing what it would do. */
    boolean isPlanned() {
        return planned;
    }

    /** Whether a step was ever allowed to start. */
    boolean hasBegun() {
        return begun;
    }

    String versionTable() {
        return versionTable;
    }
}
