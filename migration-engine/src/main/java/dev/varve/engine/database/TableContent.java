package dev.varve.engine.database;

/**
 * One table's rows at a moment.
 *
 * @param name the table
 * @param rows how many
 * @param sha256 lower-case hex over all rows, in the table's own order, column values typed and length-prefixed
 */
public record TableContent(String name, long rows, String sha256) {}
