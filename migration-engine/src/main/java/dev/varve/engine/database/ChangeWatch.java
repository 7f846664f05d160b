package dev.varve.engine.database;

/** Tells whether anybody else wrote to a database since the watch began, or keeps everybody else from it meanwhile. */
public interface ChangeWatch extends AutoCloseable {

    /**
     * Whether anybody else may have committed since the watch began.
     *
     * @param then what the database held since then at the earliest, for who has to compare
     * @throws DatabaseUnreadable if it cannot be told
     */
    boolean changedSince(WholeContent then);

    /** Ends the watch. */
    @Override
    void close();
}
