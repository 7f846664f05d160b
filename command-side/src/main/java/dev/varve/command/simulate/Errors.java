package dev.varve.command.simulate;

import dev.varve.events.RecordedFailure;
import java.nio.charset.StandardCharsets;

/** What a database says when a step's last statement fails. */
final class Errors {

    private Errors() {}

    static RecordedFailure of(ScriptedStep step, SimulatedDatabase database, Cast cast, Chance chance) {
        var sql = step.statements().getLast();
        var message = database.isFile() ? ofAFile(sql, step.table()) : ofAServer(sql, step.table());
        return new RecordedFailure(
                type(database),
                cast.text(chance, message),
                sql,
                step.statements().size(),
                true);
    }

    private static String type(SimulatedDatabase database) {
        var isFlyway = database.application().isFlyway();
        return switch (database.kind()) {
            case "postgresql" -> isFlyway ? "org.postgresql.util.PSQLException" : "psycopg.errors.DatabaseError";
            case "h2" -> "org.h2.jdbc.JdbcSQLException";
            default -> isFlyway ? "org.sqlite.SQLiteException" : "sqlite3.OperationalError";
        };
    }

    private static String ofAFile(String sql, String table) {
        if (sql.startsWith("CREATE UNIQUE INDEX ")) {
            return "UNIQUE constraint failed: " + table + "." + sql.substring(sql.indexOf('(') + 1, sql.length() - 1);
        }
        if (sql.startsWith("CREATE INDEX ")) {
            return "index " + word(sql, 2) + " already exists";
        }
        if (sql.contains(" ADD COLUMN ")) {
            return "duplicate column name: " + word(sql, 5);
        }
        if (sql.startsWith("UPDATE ")) {
            return "database is locked";
        }
        return "FOREIGN KEY constraint failed";
    }

    private static String ofAServer(String sql, String table) {
        if (sql.startsWith("CREATE UNIQUE INDEX ")) {
            return "could not create unique index \"" + word(sql, 3) + "\"";
        }
        if (sql.startsWith("CREATE INDEX ")) {
            return "relation \"" + word(sql, 2) + "\" already exists";
        }
        if (sql.contains(" ADD COLUMN ")) {
            return "column \"" + word(sql, 5) + "\" of relation \"" + table + "\" already exists";
        }
        if (sql.startsWith("UPDATE ")) {
            return "value too long for type character varying(40)";
        }
        return "cannot drop it because other objects depend on it: " + table;
    }

    private static String word(String sql, int number) {
        return sql.split(" ", number + 2)[number];
    }

    /** What the tool printed then. */
    static byte[] output(RecordedFailure failure) {
        return ("Running the migration\n" + failure.type() + ": " + failure.message() + "\n[SQL: " + failure.statement()
                        + "]\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
