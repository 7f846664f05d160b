package dev.varve.query.status;

import java.util.Locale;

/** How a database is, apart from the version that it is at: the gravest first. */
public enum Health {
    /** A run left it so that only looking and a way back will do, or its schema is not what its revision makes. */
    NEEDS_RECOVERY,
    UNREACHABLE,
    /** Findings of severity ERROR. */
    ERRORS,
    /** A run has it. */
    RUNNING,
    NEVER_LOOKED_AT,
    /** Findings of severity WARNING. */
    WARNINGS,
    HEALTHY;

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
        return status.findings().getOrDefault("WARNING", 0L) > 0 ? WARNINGS : HEALTHY;
    }

    /** Whether somebody has to do something about it. */
    public boolean needsSomebody() {
        return this == NEEDS_RECOVERY || this == UNREACHABLE || this == ERRORS || this == NEVER_LOOKED_AT;
    }

    /** As a sentence says it. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
