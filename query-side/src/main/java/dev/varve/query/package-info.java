/**
 * The query side: views made from the events, and what is asked of them. Writes nothing but its own read model.
 *
 * <p>Start at {@link dev.varve.query.EveryProjection}; each view has a package of its own, {@code projection} is what they share.
 */
package dev.varve.query;
