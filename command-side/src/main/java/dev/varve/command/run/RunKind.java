package dev.varve.command.run;

import java.util.Locale;

/** What a run does. */
public enum RunKind {
    UPGRADE,
    DOWNGRADE,
    REHEARSE,
    STAMP,
    REPAIR,
    RESTORE,
    RECOVER;

    /** Whether it runs scripts, and so has a strategy. */
    public boolean isMigration() {
        return switch (this) {
            case UPGRADE, DOWNGRADE, REHEARSE -> true;
            case STAMP, REPAIR, RESTORE, RECOVER -> false;
        };
    }

    /** Whether it replaces or migrates the database's own file, under which no application may run. */
    public boolean needsTheDatabaseAlone() {
        return switch (this) {
            case UPGRADE, DOWNGRADE, RESTORE, RECOVER -> true;
            case REHEARSE, STAMP, REPAIR -> false;
        };
    }

    /** As written in events and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
