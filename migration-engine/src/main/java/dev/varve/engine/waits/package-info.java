/**
 * Who keeps whom waiting in a PostgreSQL server, seen from a connection beside the migration's. Only looks: nobody is asked to
 * stop, and nothing is cancelled, here. Start with {@link dev.varve.engine.waits.PostgresWaits}.
 */
package dev.varve.engine.waits;
