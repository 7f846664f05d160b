/**
 * The databases under watch: connect, lock, inspect, health.
 *
 * <p>Start at {@link dev.varve.engine.database.Database}; {@link dev.varve.engine.database.DatabaseFiles} states the rule about locks. Everything reads through the database's own driver: in a process that
 * holds a database file open, reading that file with ordinary I/O drops the engine's locks. Nothing here migrates.
 */
package dev.varve.engine.database;
