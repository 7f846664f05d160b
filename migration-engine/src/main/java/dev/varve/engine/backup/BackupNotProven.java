package dev.varve.engine.backup;

import java.io.Serial;

/** A backup is not what its receipt or its source says. It must not be relied upon. */
public final class BackupNotProven extends BackupException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String backup;

    /** Likewise where only the record can tell. */
    public BackupNotProven(String backup, String expected, String found) {
        this(backup, expected, found, null);
    }

    public BackupNotProven(String backup, String expected, String found, Throwable cause) {
        super(
                "backup " + backup + " is not proven",
                expected,
                found,
                "do not restore it; take a new backup, or choose another that varve backups lists",
                cause);
        this.backup = backup;
    }

    /** The backup's id, or its path if it has no receipt. */
    public String backup() {
        return backup;
    }
}
