/**
 * For each statement of a run whether it was kept, rolled back, or whether nobody can tell: decided from the ledger's lines about commits
 * and by asking the database afterwards. Nothing here changes a database or waits for one.
 *
 * <p>Start at {@link dev.varve.engine.verdict.Verdicts}; {@code Judge} is the pure decision, {@code TransactionFates} what is asked.
 */
package dev.varve.engine.verdict;
