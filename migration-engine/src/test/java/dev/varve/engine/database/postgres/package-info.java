/** PostgreSQL as a database that is looked at: on a real server. */
package dev.varve.engine.database.postgres;
