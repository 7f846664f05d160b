package dev.varve.engine.recovery;

import java.io.Serial;

/** A copy could not be mended, or is not what it should be; the database is as it was. */
public final class NotMended extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String expected;
    private final String found;

    NotMended(String expected, String found, Throwable cause) {
        super("expected " + expected + ", found " + found, cause);
        this.expected = expected;
        this.found = found;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }
}
