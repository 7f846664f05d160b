package dev.varve.cli;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A command cannot go on, for a reason that is told to the person who typed it: what was expected, what was found, what to do
 * next. The command line prints it as text or as the contract's error document, and ends with its exit code.
 */
public final class CommandFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;
    private final String code;
    private final String expected;
    private final String found;
    private final String remedy;
    private final transient Map<String, Object> context;

    /**
     * @param exitCode how the command ends
     * @param code a stable upper-case name of the condition
     * @param expected what was expected
     * @param found what was found instead
     * @param remedy what to do next
     */
    public CommandFailure(ExitCode exitCode, String code, String expected, String found, String remedy) {
        this(exitCode, code, expected, found, remedy, Map.of(), null);
    }

    /** Likewise, with values that help and the cause. */
    public CommandFailure(
            ExitCode exitCode,
            String code,
            String expected,
            String found,
            String remedy,
            Map<String, Object> context,
            Throwable cause) {
        super("expected " + expected + ", found " + found, cause);
        this.exitCode = exitCode;
        this.code = code;
        this.expected = expected;
        this.found = found;
        this.remedy = remedy;
        this.context = new LinkedHashMap<>(context);
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** The error document of the contract. */
    public Map<String, Object> asDocument() {
        var error = new LinkedHashMap<String, Object>();
        error.put("code", code);
        error.put("message", getMessage());
        error.put("expected", expected);
        error.put("found", found);
        error.put("remedy", remedy);
        error.put("context", context);
        return Map.of("error", error);
    }

    public String remedy() {
        return remedy;
    }
}
