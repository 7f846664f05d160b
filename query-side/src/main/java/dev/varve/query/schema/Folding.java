package dev.varve.query.schema;

/** How much of a graph is drawn. */
public enum Folding {
    /** Of a long stretch in which nothing happens only the ends, and between them how many there are. */
    LONG_STRETCHES,
    /** Every revision. */
    NOTHING
}
