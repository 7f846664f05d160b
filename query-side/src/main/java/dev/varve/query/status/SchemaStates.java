package dev.varve.query.status;

import java.util.Set;

/** What the states of a schema mean, as the engine's {@code DatabaseState} tells them. A state that this release does not know is not sound. */
public final class SchemaStates {

    private static final String UP_TO_DATE = "UP_TO_DATE";
    private static final String UNREACHABLE = "UNREACHABLE";
    private static final Set<String> BEHIND = Set.of("PENDING", "EMPTY");

    private SchemaStates() {}

    /** Whether an upgrade is all that it may need. */
    public static boolean isSound(String state) {
        return UP_TO_DATE.equals(state) || isBehind(state);
    }

    /** Whether migrations are pending. */
    public static boolean isBehind(String state) {
        return state != null && BEHIND.contains(state);
    }

    /** Whether nobody could look, which says nothing of the schema. */
    public static boolean isUnreachable(String state) {
        return UNREACHABLE.equals(state);
    }

    /** Whether the database was looked at, and its schema is not what its revision makes. */
    public static boolean isBroken(String state) {
        return state != null && !isSound(state) && !isUnreachable(state);
    }
}
