package dev.varve.engine.database;

import java.io.Serial;

/** The database's own online backup ended early. The source was only read. */
public final class CopyFailed extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String found;

    public CopyFailed(String source, String copy, String found, Throwable cause) {
        super("expected a whole copy of " + source + " at " + copy + ", found: " + found, cause);
        this.found = found;
    }

    /** What stopped it, in the database's words. */
    public String found() {
        return found;
    }
}
