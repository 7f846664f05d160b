package dev.varve.command.crash;

import java.util.List;
import java.util.stream.Stream;

/**
 * One revision, as both tools say it.
 *
 * @param alembic lines of Python
 * @param sql the same as statements for Flyway
 * @param inTransaction whether Flyway runs it in one
 */
record Script(String message, List<String> alembic, List<String> sql, boolean inTransaction) {

    /** The same statements for both. */
    static Script of(String message, String... sql) {
        var python = Stream.of(sql).map(Script::execute).toList();
        return new Script(message, python, List.of(sql), true);
    }

    /** Another way to the same in Alembic. */
    Script inAlembic(String... lines) {
        return new Script(message, List.of(lines), sql, inTransaction);
    }

    Script outsideOfATransactionInFlyway() {
        return new Script(message, alembic, sql, false);
    }

    static String execute(String sql) {
        return "op.execute(\"\"\"" + sql + "\"\"\")";
    }
}
