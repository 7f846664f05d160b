/**
 * What state each database is believed to be in: one view a target, as the events tell it.
 *
 * <p>Start at {@link dev.varve.query.status.StatusProjection}; what each event changes stands in {@link dev.varve.query.status.AfterTargetEvent}
 * and {@link dev.varve.query.status.AfterRunEvent}; ask {@link dev.varve.query.status.Statuses}. Belief only: looking decides.
 */
package dev.varve.query.status;
