/**
 * Backups, proven by opening the copy where it lies and comparing it with its source: take, prove, list, expire, restore.
 *
 * <p>Start at {@link dev.varve.engine.backup.BackupVault}. A backup without a receipt that says it was proven is never offered for a restore.
 */
package dev.varve.engine.backup;
