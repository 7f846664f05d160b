/**
 * What is wrong, or worth knowing, in words that carry their evidence and their remedy.
 *
 * <p>Everything in the engine may raise a {@link dev.varve.engine.finding.Finding}; this package knows nothing of the rest.
 * Start at {@link dev.varve.engine.finding.FindingCode}: the codes are part of the contract with scripts.
 */
package dev.varve.engine.finding;
