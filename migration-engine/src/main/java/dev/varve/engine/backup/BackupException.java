package dev.varve.engine.backup;

import java.io.Serial;

/** A backup or a restore that was refused or did not hold. Carries what was expected, what was found, and the remedy. */
public abstract sealed class BackupException extends RuntimeException
        permits NotEnoughSpace,
                BackupNotTaken,
                BackupSourceUnreachable,
                BackupNotProven,
                BackupUnknown,
                ClientToolsUnavailable,
                RestoreRefused,
                RestoreFailed {

    @Serial
    private static final long serialVersionUID = 1;

    private final String expected;
    private final String found;
    private final String remedy;

    BackupException(String what, String expected, String found, String remedy, Throwable cause) {
        super(what + ": expected " + expected + ", found " + found, cause);
        this.expected = expected;
        this.found = found;
        this.remedy = remedy;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }

    public String remedy() {
        return remedy;
    }
}
