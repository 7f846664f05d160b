package dev.varve.engine.swap;

import dev.varve.engine.finding.FindingCode;
import java.io.Serial;

/** The copy did not take the database's place, which is as it was. */
public final class SwapRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final FindingCode code;
    private final String expected;
    private final String found;
    private final String remedy;

    public SwapRefused(
            FindingCode code, String database, String expected, String found, String remedy, Throwable cause) {
        super("cannot put the copy in the place of " + database + ": expected " + expected + ", found " + found, cause);
        this.code = code;
        this.expected = expected;
        this.found = found;
        this.remedy = remedy;
    }

    /** What is in the way. */
    public FindingCode code() {
        return code;
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
