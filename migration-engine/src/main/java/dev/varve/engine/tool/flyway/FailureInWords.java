package dev.varve.engine.tool.flyway;

import dev.varve.engine.observation.StepFailure;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

/** Finds in Flyway's exception what the operator needs: the driver's error, the script, the line. */
final class FailureInWords {

    private static final Pattern H2_STATEMENT =
            Pattern.compile("; SQL statement:\\R.*(?= \\[[0-9]+-[0-9]+]\\z)", Pattern.DOTALL);

    private FailureInWords() {}

    static StepFailure of(FlywayException failure, StepWatch watch) {
        var cause = rootOf(failure);
        var statement = watch.running();
        return new StepFailure(
                cause.getClass().getName(),
                message(cause),
                place(failure),
                statement == null ? null : statement.sql(),
                statement == null ? 0 : statement.ordinal(),
                statement == null ? null : statement.inTransaction(),
                sqlState(cause));
    }

    private static String sqlState(Throwable cause) {
        return cause instanceof SQLException sql ? sql.getSQLState() : null;
    }

    private static Throwable rootOf(Throwable failure) {
        var cause = failure;
        while (!(cause instanceof SQLException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String message(Throwable cause) {
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : withoutStatement(cause.getMessage().strip());
    }

    /** H2 repeats the statement in the middle of its message; it is told beside it. */
    private static String withoutStatement(String message) {
        return H2_STATEMENT.matcher(message).replaceFirst("");
    }

    private static String place(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FlywaySqlScriptException script && script.getResource() != null) {
                return script.getResource().getFilename() + ", line " + script.getLineNumber();
            }
        }
        return null;
    }
}
