package dev.varve.engine.swap;

import java.io.Serial;

/** The copy did not take the database's place, which is as it was. */
public final class SwapRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String expected;
    private final String found;
    private final String remedy;

    SwapRefused(String database, String expected, String found, String remedy, Throwable cause) {
        super("cannot put the copy in the place of " + database + ": expected " + expected + ", found " + found, cause);
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
