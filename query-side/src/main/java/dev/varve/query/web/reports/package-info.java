/**
 * Evidence to take out, by browser or program: made as {@code varve report} makes it, recorded before its first byte goes out, and not too often.
 *
 * <p>Start at {@link dev.varve.query.web.reports.EvidenceDesk}.
 */
package dev.varve.query.web.reports;
