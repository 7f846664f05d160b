/**
 * The findings that are believed to hold for each database: what the last look told, and what runs have told since.
 *
 * <p>Start at {@link dev.varve.query.findings.FindingsProjection}; ask {@link dev.varve.query.findings.Findings}.
 */
package dev.varve.query.findings;
