package dev.varve.engine.ddl;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds statements that build an index beside its users. Each waits for every transaction of the database that has looked at
 * anything before it began, whatever that has looked at
 * (<a href="https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY">PostgreSQL's manual</a>).
 */
public final class ConcurrentIndexes {

    private static final Pattern BUILT =
            Pattern.compile("^(?:create (?:unique )?index concurrently\\b|reindex\\b.*\\bconcurrently\\b)");

    private ConcurrentIndexes() {}

    /** The first of them in a script, on one line and without literals. */
    public static Optional<String> firstIn(String script) {
        return PostgresScript.statements(script).stream()
                .filter(statement -> BUILT.matcher(statement).find())
                .findFirst();
    }
}
