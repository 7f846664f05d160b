package dev.varve.store;

import java.util.function.Supplier;

/**
 * Another process appended to the same stream between our reading and our append. Nothing was recorded; the command may be decided anew on
 * the newer state. It cannot happen to a unit of work that loads and appends in one transaction of {@link SqliteEventStore#transactionManager}.
 */
public final class AppendConflict {

    private AppendConflict() {}

    /** Whether this is why it failed. */
    public static boolean isCauseOf(Throwable failure) {
        return SqliteErrors.isSequenceConflict(failure);
    }

    /**
     * Runs the command, again after each conflict: it must load its state anew each time.
     *
     * @param attempts how often at most, at least 1
     * @return what the command gives
     */
    public static <T> T retrying(int attempts, Supplier<T> command) {
        for (int left = attempts; ; left--) {
            try {
                return command.get();
            } catch (RuntimeException e) {
                if (left <= 1 || !isCauseOf(e)) {
                    throw e;
                }
            }
        }
    }
}
