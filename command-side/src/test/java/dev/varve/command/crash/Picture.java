package dev.varve.command.crash;

import java.util.Map;

/**
 * What a database is, by its own catalogue and plain SELECTs.
 *
 * @param version the last revision on record; {@code null} if none is
 * @param objects each table, index, view and whatever else its kind has, with what it is, white space and quotes aside; without the
 *     tool's own tables
 * @param rows each table's number of rows
 * @param contents each table's hash over its rows in order
 * @param sound {@code ok}, or what the database itself says is wrong
 */
record Picture(
        String version,
        Map<String, String> objects,
        Map<String, Long> rows,
        Map<String, String> contents,
        String sound) {

    /** Stands before what an index would be that was not built to its end. */
    static final String INVALID = "INVALID ";

    boolean isSound() {
        return sound.equals("ok");
    }
}
