/**
 * How views follow the events: the read model's database, the transaction in which rows and position move together, catching up, and
 * the replay to a moment. Knows no view.
 *
 * <p>Start at {@link dev.varve.query.projection.CatchUp}; {@link dev.varve.query.projection.Views} is the database. Nothing here may be
 * written but by a projection.
 */
package dev.varve.query.projection;
