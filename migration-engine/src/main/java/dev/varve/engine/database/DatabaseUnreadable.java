package dev.varve.engine.database;

import java.io.Serial;

/** A database could not be opened or read. Nothing was changed. */
public final class DatabaseUnreadable extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String location;
    private final String found;

    public DatabaseUnreadable(String location, String found, Throwable cause) {
        super("expected a readable database at " + location + ", found: " + found, cause);
        this.location = location;
        this.found = found;
    }

    public String location() {
        return location;
    }

    public String found() {
        return found;
    }
}
