/**
 * Proofs of the whole log: one at a time, since each reads every event, however many ask.
 *
 * <p>Start at {@link dev.varve.query.web.integrity.LogProofs}.
 */
package dev.varve.query.web.integrity;
