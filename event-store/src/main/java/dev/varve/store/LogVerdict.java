package dev.varve.store;

/**
 * What the proof of the log found.
 *
 * @param ok whether the log is whole
 * @param events how many events verify, from the first on
 * @param rootHash of the tree over them, computed from the stored bytes, lower-case hex
 * @param firstFailure where the log stops being whole; {@code null} if it is
 */
public record LogVerdict(boolean ok, long events, String rootHash, Failure firstFailure) {

    /**
     * The first thing that is wrong.
     *
     * @param what happened there
     * @param sequence the place in the log, from 1; {@code null} if it concerns no single place
     * @param leafIndex the place in the tree, from 0; {@code null} likewise
     * @param eventId of the event that stands there; {@code null} if none does
     * @param aggregate its stream; {@code null} likewise
     * @param type its stable name; {@code null} likewise
     * @param expected what the proof demands
     * @param found what is there
     */
    public record Failure(
            What what,
            Long sequence,
            Long leafIndex,
            String eventId,
            String aggregate,
            String type,
            String expected,
            String found) {}

    /** The kinds of damage. */
    public enum What {
        /** The event's bytes are not those that were recorded. */
        ALTERED,
        /** An event that was recorded is gone. */
        DROPPED,
        /** An event stands in the log that was never recorded there. */
        INSERTED,
        /** An event stands in the place of another. */
        REORDERED,
        /** The events from this place to the end are gone. */
        TAIL_CUT,
        /** The event's leaf is gone from the tree. */
        LEAF_DROPPED,
        /** The stored head does not belong to this log. */
        HEAD_REWRITTEN,
        /** A blob's bytes are not those that were recorded. */
        BLOB_ALTERED,
        /** A blob that an event names is gone. */
        BLOB_DROPPED
    }
}
