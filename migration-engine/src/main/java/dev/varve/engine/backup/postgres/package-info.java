/**
 * Backups of PostgreSQL databases: a dump of one exported snapshot, proven by restoring it into a scratch database, and put in the database's
 * place by renaming.
 *
 * <p>Start at {@link dev.varve.engine.backup.postgres.PostgresBackups}. What a schema and a table's content are is told from outside, by
 * {@link dev.varve.engine.backup.postgres.SnapshotReader}; nothing here runs a migration.
 */
package dev.varve.engine.backup.postgres;
