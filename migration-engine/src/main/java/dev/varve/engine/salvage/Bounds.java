package dev.varve.engine.salvage;

/** Where in a table a page lies, by what the pages above it say; {@code null} where they say nothing. */
record Bounds(Long after, Long upTo) {

    static final Bounds NONE = new Bounds(null, null);

    boolean hold(long rowid) {
        return (after == null || rowid > after) && (upTo == null || rowid <= upTo);
    }

    Bounds from(long rowid) {
        return new Bounds(rowid, upTo);
    }

    Bounds to(long rowid) {
        return new Bounds(after, rowid);
    }
}
