package dev.varve.cli;

/** How a command ends: part of the contract with scripts. */
public enum ExitCode {
    /** Done; for {@code diagnose} and {@code status}: healthy, nothing to do. */
    DONE(0),
    /** A fault of Varve itself. */
    FAULT(1),
    /** Wrong usage or configuration, or the database is unreachable; nothing was touched. */
    USAGE(2),
    /** Healthy, migrations pending. */
    PENDING(3),
    /** Refused by a guard; nothing was touched; the refusal is recorded. */
    REFUSED(4),
    /** The migration failed and the database is exactly as it was before. */
    FAILED_UNCHANGED(5),
    /** The database needs recovery. */
    NEEDS_RECOVERY(6),
    /** A backup or the event log does not verify. */
    PROOF_FAILED(7),
    /** Interrupted; what was running is recorded as interrupted. */
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
