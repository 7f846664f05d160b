package dev.varve.engine.diagnosis;

/** The states of a watched database. Part of the contract with scripts. */
public enum DatabaseState {
    UP_TO_DATE,
    PENDING,
    EMPTY,
    UNMANAGED,
    PARTIAL,
    /** The schema is not what the recorded revision produces, and not a partial step either. */
    DIVERGED,
    UNKNOWN_REVISION,
    CORRUPT,
    UNREACHABLE;

    /** Whether the schema is known to be what its recorded revision produces: from here one may migrate. */
    public boolean isSound() {
        return switch (this) {
            case UP_TO_DATE, PENDING, EMPTY -> true;
            case UNMANAGED, PARTIAL, DIVERGED, UNKNOWN_REVISION, CORRUPT, UNREACHABLE -> false;
        };
    }
}
