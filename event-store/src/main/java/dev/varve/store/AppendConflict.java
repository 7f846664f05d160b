package dev.varve.store;

/**
 * Another process appended to the same stream between our reading and our append. Nothing was recorded; the command may be decided anew on
 * the newer state. It cannot happen to a unit of work that loads and appends in one transaction of {@link DurableEventStore#transactionManager}.
 */
public final class AppendConflict {

    private AppendConflict() {}

    /** Whether this is why it failed. */
    public static boolean isCauseOf(Throwable failure) {
        return SqliteErrors.isSequenceConflict(failure) || PostgresErrors.isSequenceConflict(failure);
    }
}
