package dev.varve.engine.verdict;

/** Tells what a database made of a transaction, by the number that the database gave it. */
public interface TransactionFates {

    /** What became of it. */
    enum Fate {
        COMMITTED,
        ABORTED,
        IN_PROGRESS,
        /** The database does not say, or cannot be asked. */
        UNKNOWN
    }

    /** What can be told of a committed number: its fate, and whether the server runs without a restart since {@code server}. */
    Fate of(String transactionId);

    /** Whether the server was started anew since the transaction; {@code false} only if it is known that it was not. */
    boolean restartedSince(String server);

    /**
     * What looking tells of an index whose building in several transactions was cut short.
     *
     * @return {@code null} if nothing can be told
     */
    Boolean indexIsThere(String name);

    /** Whether the index is there and invalid. */
    boolean indexIsInvalid(String name);
}
