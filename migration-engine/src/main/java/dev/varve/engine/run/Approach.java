package dev.varve.engine.run;

/** How a database is migrated. */
public enum Approach {
    /** The steps run on the database itself, for the first time. */
    IN_PLACE_UNREHEARSED,
    /** They run on a copy first, then on the database itself. */
    IN_PLACE,
    /** They run on a copy, which then takes the database's place. */
    SWAP,
    /** They run on a copy; the database stays as it is. */
    REHEARSAL_ONLY;

    /** Whether the steps run on a copy. */
    public boolean isRehearsed() {
        return this != IN_PLACE_UNREHEARSED;
    }

    /** The strategy as the contract spells it; {@code null} for a rehearsal alone, which has none. */
    public String strategy() {
        return switch (this) {
            case IN_PLACE_UNREHEARSED, IN_PLACE -> "in-place";
            case SWAP -> "swap";
            case REHEARSAL_ONLY -> null;
        };
    }
}
