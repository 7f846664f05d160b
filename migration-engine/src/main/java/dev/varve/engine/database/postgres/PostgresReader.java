package dev.varve.engine.database.postgres;

import dev.varve.engine.database.TableContent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Reads what a database is on a connection of somebody else's, inside of its read transaction. Two databases that are equal give equal
 * answers, whatever they are called, whatever their settings are and whatever the server numbers their objects by.
 */
public final class PostgresReader {

    private static final List<String> PINNED = List.of(
            "SET LOCAL TimeZone = 'UTC'",
            "SET LOCAL DateStyle = 'ISO, YMD'",
            "SET LOCAL IntervalStyle = 'postgres'",
            "SET LOCAL extra_float_digits = 3",
            "SET LOCAL bytea_output = 'hex'",
            "SET LOCAL xmloption = 'content'",
            "SET LOCAL lc_monetary = 'C'",
            "SET LOCAL quote_all_identifiers = off",
            "SET LOCAL standard_conforming_strings = on",
            // What a policy hides would be missing silently.
            "SET LOCAL row_security = off",
            "SET LOCAL statement_timeout = 0",
            "SET LOCAL idle_in_transaction_session_timeout = 0");

    private PostgresReader() {}

    /** The fingerprint of the schema as a dump brings it back, in lower-case hex. */
    public static String fingerprint(Connection snapshot) throws SQLException {
        pin(snapshot);
        return new PostgresSchemaReader(snapshot).read().asDumped().fingerprint();
    }

    /**
     * Rows and content of every table, by name.
     *
     * @param rowsRead hears the count of rows so far, now and then
     */
    public static List<TableContent> contents(Connection snapshot, LongConsumer rowsRead) throws SQLException {
        pin(snapshot);
        return new PostgresContentReader(snapshot, rowsRead).read();
    }

    /** Until its transaction ends. */
    static void pin(Connection connection) throws SQLException {
        for (var setting : PINNED) {
            set(connection, setting);
        }
    }

    /** Every name is then written with its schema, in definitions and in values such as those of {@code regclass}. */
    static void hideSchemas(Connection connection) throws SQLException {
        set(connection, "SET LOCAL search_path = pg_catalog");
    }

    static void showSchemas(Connection connection) throws SQLException {
        set(connection, "SET LOCAL search_path TO DEFAULT");
    }

    private static void set(Connection connection, String setting) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(setting);
        }
    }
}
