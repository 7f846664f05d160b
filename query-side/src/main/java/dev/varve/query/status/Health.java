package dev.varve.query.status;

import dev.varve.events.Outcomes;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How a database is, apart from the version that it is at: the gravest first. */
public enum Health {
    /** A run left it so that only looking and a way back will do, or its schema is not what its revision makes. */
    NEEDS_RECOVERY,
    UNREACHABLE,
    /** Findings of severity ERROR. */
    ERRORS,
    /** The last run failed or was interrupted, and nothing has to be recovered. */
    LAST_RUN_FAILED,
    /** A run has it. */
    RUNNING,
    NEVER_LOOKED_AT,
    /** Findings of severity WARNING. */
    WARNINGS,
    HEALTHY;

    private static final Set<Health> WITHOUT_NEED = EnumSet.of(RUNNING, WARNINGS, HEALTHY);

    /** By what is believed of it. */
    public static Health of(StatusView status) {
        return status.openRun() == null ? apartFromRuns(status) : RUNNING;
    }

    /** Likewise, whether or not a run has it: never {@link #RUNNING}. */
    public static Health apartFromRuns(StatusView status) {
        if (status.needsRecovery() || SchemaStates.isBroken(status.state())) {
            return NEEDS_RECOVERY;
        }
        if (status.state() == null) {
            return NEVER_LOOKED_AT;
        }
        if (SchemaStates.isUnreachable(status.state())) {
            return UNREACHABLE;
        }
        if (status.findings().getOrDefault("ERROR", 0L) > 0) {
            return ERRORS;
        }
        if (endedBadly(status.lastRun())) {
            return LAST_RUN_FAILED;
        }
        return status.findings().getOrDefault("WARNING", 0L) > 0 ? WARNINGS : HEALTHY;
    }

    private static boolean endedBadly(LastRun run) {
        return run != null
                && (Outcomes.FAILED_UNCHANGED.equals(run.outcome()) || Outcomes.INTERRUPTED.equals(run.outcome()));
    }

    /** Whether somebody has to do something about it. */
    public boolean needsSomebody() {
        return !WITHOUT_NEED.contains(this);
    }

    /** As a sentence says it. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
