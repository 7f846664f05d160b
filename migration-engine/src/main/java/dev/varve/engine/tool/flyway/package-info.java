/**
 * Flyway, driven in this process through its own Java API, on SQLite and H2.
 *
 * <p>Start at {@link dev.varve.engine.tool.flyway.FlywayTool}. Statements are seen on a wrapped connection, steps by Flyway's callbacks;
 * whether a step succeeded is read from the history table afterwards. Nothing here decides whether a migration may run.
 */
package dev.varve.engine.tool.flyway;
