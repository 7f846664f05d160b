/**
 * PostgreSQL databases under watch: connect, inspect, count, hash, health. Everything is asked of the server; nothing here changes a
 * watched database.
 *
 * <p>Start at {@link dev.varve.engine.database.postgres.PostgresDatabase}. What counts as the schema stands in the queries:
 * {@code TableQueries} and {@code ObjectQueries}.
 */
package dev.varve.engine.database.postgres;
