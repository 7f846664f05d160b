package dev.varve.command.simulate;

/** How a migration goes. */
enum Fate {
    SUCCEEDS,
    REFUSED,
    BACKUP_REJECTED,
    REHEARSAL_FAILS,
    /** A step fails and leaves nothing. */
    FAILS_UNCHANGED,
    /** A step fails and leaves a part of what it does. */
    BREAKS,
    LOSES_ROWS,
    CHECK_FAILS,
    /** The operator stops it between two steps. */
    STOPPED,
    /** Its process dies, and with it the lease stays. */
    DIES;

    /** Whether that can only be where the steps run on the database itself. */
    boolean isInPlace() {
        return switch (this) {
            case FAILS_UNCHANGED, BREAKS, LOSES_ROWS, STOPPED -> true;
            case SUCCEEDS, REFUSED, BACKUP_REJECTED, REHEARSAL_FAILS, CHECK_FAILS, DIES -> false;
        };
    }
}
