package dev.varve.engine.tool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What a tool is told to do, and within which bounds.
 *
 * @param destination where to end
 * @param ledger the file to which every statement is written before it runs, JSON lines; created if missing, appended to
 * @param output the file that receives what the tool prints
 * @param stopRequested asked before each step and, where the tool allows it, before each statement; once true, the
 *     running statement is dealt with and nothing further begins
 * @param beforeConnecting runs before the tool opens the database, at a time when it may be starting already; throwing ends it there
 * @param beforeFirstStep runs after the tool connected and before its first step; throwing stops the tool with the
 *     database untouched
 * @param inspector looks at the database between steps and after a failure
 * @param session what the tool's connections to a server call themselves; begins with {@code varve tool}
 * @param lockTimeout how long a statement waits for a lock at most, unless the user set that; {@code null} without an end
 */
public record MigrationOrder(
        Destination destination,
        Path ledger,
        Path output,
        BooleanSupplier stopRequested,
        Runnable beforeConnecting,
        Runnable beforeFirstStep,
        SchemaInspector inspector,
        String session,
        Duration lockTimeout) {

    private static final String UNNAMED = "varve tool";

    /** An order of no run. */
    public MigrationOrder(
            Destination destination,
            Path ledger,
            Path output,
            BooleanSupplier stopRequested,
            Runnable beforeConnecting,
            Runnable beforeFirstStep,
            SchemaInspector inspector) {
        this(destination, ledger, output, stopRequested, beforeConnecting, beforeFirstStep, inspector, UNNAMED, null);
    }

    /** The same order as part of a run, by whose id the tool's sessions on a server are known. */
    public MigrationOrder ofRun(String runId) {
        return new MigrationOrder(
                destination,
                ledger,
                output,
                stopRequested,
                beforeConnecting,
                beforeFirstStep,
                inspector,
                UNNAMED + " " + runId,
                lockTimeout);
    }

    /** The same order for a tool whose statements wait so long for a lock, and no longer. */
    public MigrationOrder waitingForLocks(Duration atMost) {
        return new MigrationOrder(
                destination,
                ledger,
                output,
                stopRequested,
                beforeConnecting,
                beforeFirstStep,
                inspector,
                session,
                atMost);
    }

    /** The same order once more, from where the database is now: what was to be done before the first step is done. */
    public MigrationOrder again(Destination end) {
        return new MigrationOrder(
                end, ledger, output, stopRequested, beforeConnecting, () -> {}, inspector, session, lockTimeout);
    }

    /** An order whose database is there: nothing has to be waited for before connecting. */
    public MigrationOrder(
            Destination destination,
            Path ledger,
            Path output,
            BooleanSupplier stopRequested,
            Runnable beforeFirstStep,
            SchemaInspector inspector) {
        this(destination, ledger, output, stopRequested, () -> {}, beforeFirstStep, inspector);
    }

    /** Looks at the database's schema now. */
    public interface SchemaInspector {

        /** The schema's fingerprint, or {@code null} if it cannot be read now, such as under the tool's own lock. */
        String fingerprint();
    }
}
