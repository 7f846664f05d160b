/**
 * Every backup that was ever begun, and what became of it.
 *
 * <p>Start at {@link dev.varve.query.backups.BackupsProjection}; ask {@link dev.varve.query.backups.Backups}. Whether the file still exists
 * is not known here.
 */
package dev.varve.query.backups;
