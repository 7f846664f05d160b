/**
 * Backups that were restored once to prove them: take, prove, list, expire, restore.
 *
 * <p>Start at {@link dev.varve.engine.backup.BackupVault}. A backup without a receipt that says it was proven is never offered for a restore.
 */
package dev.varve.engine.backup;
