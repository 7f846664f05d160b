package dev.varve.engine.tool.flyway;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/** How many rows a statement changed. Asked only of those that can: after any other SQLite's driver repeats the last count. */
final class AffectedRows {

    private static final Pattern CHANGES_ROWS = Pattern.compile(
            "(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*+(?:insert|update|delete|replace|merge|with)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private AffectedRows() {}

    /** The driver's count, or {@code null} if the statement changes no rows or the driver cannot tell. */
    static Long of(String sql, Statement statement, Object result) throws SQLException {
        if (!CHANGES_ROWS.matcher(sql).lookingAt()) {
            return null;
        }
        return switch (result) {
            case Boolean hasRows when hasRows -> null;
            case Boolean none -> counted(statement.getUpdateCount());
            case Integer count -> counted(count);
            case Long count -> counted(count);
            case null, default -> null;
        };
    }

    private static Long counted(long count) {
        return count < 0 ? null : Long.valueOf(count);
    }
}
