package dev.varve.engine.tool.python;

import java.io.Serial;

/** A private Python environment could not be made. Nothing is left behind. */
public final class PythonEnvironmentUnavailable extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String expected;
    private final String found;

    public PythonEnvironmentUnavailable(String expected, String found, String remedy) {
        super("expected " + expected + ", found: " + found + "; " + remedy);
        this.expected = expected;
        this.found = found;
    }

    public String expected() {
        return expected;
    }

    /** What was tried and what each try said. */
    public String found() {
        return found;
    }
}
