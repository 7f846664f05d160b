package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.run.AmongOthers;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What the operator says of others who use a PostgreSQL server while the steps run, and of the locks that they hold. */
final class LockOptions {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|min)");
    private static final String NONE = "none";
    private static final int MOST_RETRIES = 100;
    private static final Duration TIMEOUT_ONLINE = Duration.ofSeconds(5);
    private static final int RETRIES_ONLINE = 3;

    @Option(
            names = "--online",
            description = {
                "PostgreSQL: the application stays connected and goes on writing. In place, and always",
                "rehearsed; other migrations and prepared transactions still refuse it."
            })
    private boolean online;

    @Option(
            names = "--lock-timeout",
            paramLabel = "DURATION",
            description = {
                "PostgreSQL: how long a statement waits for a lock before its step fails, such as 5s,",
                "500ms or 2min; none waits without end. Default: none; 5s with --online. What the role, the",
                "database or a script sets itself stays."
            })
    private String lockTimeout;

    @Option(
            names = "--lock-retries",
            paramLabel = "N",
            description = {
                "PostgreSQL: how often a step is tried again that did not get a lock, or was in a deadlock,",
                "and of which nothing was kept. Default: 0; 3 with --online."
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
                    target + " is a database of another kind, which the run has to have alone",
                    "leave " + given() + " out");
        }
        return new AmongOthers(online, "", timeout, retries, RandomGenerator.getDefault());
    }

    boolean online() {
        return online;
    }

    private String given() {
        return online
                ? "--online"
                : lockTimeout != null ? "--lock-timeout" : lockRetries != null ? "--lock-retries" : null;
    }

    private Duration timeout() {
        if (lockTimeout == null) {
            return online ? TIMEOUT_ONLINE : null;
        }
        if (lockTimeout.equals(NONE)) {
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
            return online ? RETRIES_ONLINE : 0;
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
