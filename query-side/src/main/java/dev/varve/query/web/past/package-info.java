/**
 * What was believed of a database then: its own events, replayed to a moment by the projections that make the views.
 *
 * <p>Start at {@link dev.varve.query.web.past.PastViews}. History does not change, so an answer is kept as long as there is room.
 */
package dev.varve.query.web.past;
