package dev.varve.engine.salvage;

import java.io.Serial;

/** Nothing could be salvaged, and no new file was left. The original was not touched. */
public final class SalvageRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String expected;
    private final String found;
    private final String remedy;

    SalvageRefused(String expected, String found, String remedy, Throwable cause) {
        super("expected " + expected + ", found " + found, cause);
        this.expected = expected;
        this.found = found;
        this.remedy = remedy;
    }

    SalvageRefused(String expected, String found, String remedy) {
        this(expected, found, remedy, null);
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }

    /** What to do next. */
    public String remedy() {
        return remedy;
    }
}
