package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.run.AmongOthers;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What the operator says of locks that others hold on a PostgreSQL server while the steps run. */
final class LockOptions {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|min)");
    private static final String NONE = "none";
    private static final int MOST_RETRIES = 100;

    @Option(
            names = "--lock-timeout",
            paramLabel = "DURATION",
            description = {
                "PostgreSQL: how long a statement waits for a lock before its step fails, such as 5s,",
                "500ms or 2min. Default: none, so that it waits without end. What the role, the database",
                "or a script sets itself stays."
            })
    private String lockTimeout;

    @Option(
            names = "--lock-retries",
            paramLabel = "N",
            description = {
                "PostgreSQL: how often a step is tried again that did not get a lock, or was in a deadlock,",
                "and of which nothing was kept. Default: 0."
            })
    private Integer lockRetries;

    /**
     * As asked for.
     *
     * @throws CommandFailure if an option cannot be understood, or the database is none of PostgreSQL's
     */
    AmongOthers among(String target, DatabaseKind kind) {
        var timeout = timeout();
        var retries = retries();
        if (kind != DatabaseKind.POSTGRESQL && given() != null) {
            throw usage(
                    "a database on a PostgreSQL server for " + given(),
                    target + " is a database of another kind, which has no such locks",
                    "leave " + given() + " out");
        }
        return new AmongOthers(timeout, retries, RandomGenerator.getDefault());
    }

    private String given() {
        return lockTimeout != null ? "--lock-timeout" : lockRetries != null ? "--lock-retries" : null;
    }

    private Duration timeout() {
        if (lockTimeout == null || lockTimeout.equals(NONE)) {
            return null;
        }
        var parts = DURATION.matcher(lockTimeout);
        var millis = parts.matches() ? millis(Long.parseLong(parts.group(1)), parts.group(2)) : 0;
        if (millis < 1 || millis > Integer.MAX_VALUE) {
            throw usage(
                    "--lock-timeout with a time and its unit, such as 5s, 500ms or 2min; or none",
                    lockTimeout,
                    "correct that option");
        }
        return Duration.ofMillis(millis);
    }

    private static long millis(long count, String unit) {
        return switch (unit) {
            case "ms" -> count;
            case "s" -> count * 1000;
            default -> count * 60_000;
        };
    }

    private int retries() {
        if (lockRetries == null) {
            return 0;
        }
        if (lockRetries < 0 || lockRetries > MOST_RETRIES) {
            throw usage("--lock-retries from 0 to " + MOST_RETRIES, String.valueOf(lockRetries), "correct that option");
        }
        return lockRetries;
    }

    private static CommandFailure usage(String expected, String found, String remedy) {
        return new CommandFailure(ExitCode.USAGE, "USAGE", expected, found, remedy);
    }
}
