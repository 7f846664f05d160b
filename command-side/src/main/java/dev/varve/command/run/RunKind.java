package dev.varve.command.run;

import java.util.Locale;

/** What a run does. */
public enum RunKind {
    UPGRADE,
    DOWNGRADE,
    STAMP,
    REPAIR,
    RESTORE;

    /** As written in events and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
