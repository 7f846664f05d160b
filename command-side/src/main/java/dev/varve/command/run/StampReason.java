package dev.varve.command.run;

import java.util.Locale;

/** The four reasons for which a recorded revision may be set without running a script. Each still needs the schema's proof. */
public enum StampReason {
    CREATED_BY_APPLICATION,
    FRESH_DATABASE,
    IMPORTED_BACKUP,
    APPLIED_BY_HAND;

    /** As typed: {@code created-by-application} and so on. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return word();
    }
}
