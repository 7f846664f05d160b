/**
 * The databases under watch: connect, lock, inspect, health.
 *
 * <p>Start at {@link dev.varve.engine.database.Database}; {@link dev.varve.engine.database.SqliteFiles} states the rule about locks. Everything reads through the database's own driver: in a process that
 * holds a SQLite file open, reading that file with ordinary I/O drops SQLite's locks. Nothing here migrates.
 */
package dev.varve.engine.database;
