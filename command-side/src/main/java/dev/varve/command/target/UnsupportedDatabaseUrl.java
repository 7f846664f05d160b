package dev.varve.command.target;

import java.io.Serial;

/** A database URL is of no form that is understood. */
public final class UnsupportedDatabaseUrl extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String found;

    public UnsupportedDatabaseUrl(String found) {
        super(
                "expected sqlite:////absolute/path, sqlite:///relative/path, jdbc:sqlite:PATH or jdbc:h2:file:PATH, found "
                        + found);
        this.found = found;
    }

    public String found() {
        return found;
    }
}
