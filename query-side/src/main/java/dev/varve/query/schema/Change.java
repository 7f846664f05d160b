package dev.varve.query.schema;

/** What became of something between two times. */
public enum Change {
    SAME,
    ADDED,
    REMOVED,
    CHANGED;

    /** As it is said and shown. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
