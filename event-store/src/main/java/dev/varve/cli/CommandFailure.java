package dev.varve.cli;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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
        this("expected " + expected + ", found " + found, exitCode, code, expected, found, remedy, context, cause);
    }

    private CommandFailure(
            String message,
            ExitCode exitCode,
            String code,
            String expected,
            String found,
            String remedy,
            Map<String, Object> context,
            Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.code = code;
        this.expected = expected;
        this.found = found;
        this.remedy = remedy;
        this.context = new LinkedHashMap<>(context);
    }

    /** Several at once, so that all can be mended in one pass; the first one's exit code and code stand for them. */
    public static CommandFailure together(List<CommandFailure> failures) {
        var first = failures.getFirst();
        return failures.size() == 1
                ? first
                : new CommandFailure(
                        joined(failures, CommandFailure::getMessage),
                        first.exitCode,
                        first.code,
                        joined(failures, failure -> failure.expected),
                        joined(failures, failure -> failure.found),
                        joined(failures, failure -> failure.remedy),
                        Map.of(),
                        null);
    }

    private static String joined(List<CommandFailure> failures, Function<CommandFailure, String> part) {
        return failures.stream().map(part).collect(Collectors.joining("; "));
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
