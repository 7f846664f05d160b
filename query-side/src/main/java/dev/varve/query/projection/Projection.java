package dev.varve.query.projection;

import dev.varve.store.RecordedEvent;

/**
 * Turns events into the rows of one view. Keeps no state of its own: what it remembers stands in the transaction's rows, so that a
 * replay from any position gives the same rows.
 */
public interface Projection {

    /** The view's name, as told when it fails. */
    String name();

    /** Takes one event in. Throws rather than skip: a view that lost an event would lie. */
    void on(RecordedEvent event, ViewTransaction transaction);
}
