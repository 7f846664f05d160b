package dev.varve.engine.recovery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be done about a broken database. Part of the contract with scripts. */
public enum Way {
    /** The database is well: prove it, and record that the run is over. */
    NOTHING,
    /** The database stands between two steps: prove it, and go on with the next. */
    RESUME,
    /** Put a proven backup in the database's place. */
    RESTORE,
    /** Record the revision whose steps ran whole, once that is proven. */
    STAMP,
    /** Take away, on a copy, what a step left behind; prove the copy, and put it in the database's place. */
    MEND,
    /** Write what can still be read to a new file; the database stays as it is. */
    SALVAGE,
    /** Somebody is at work on it: do nothing. */
    WAIT;

    /** As it is typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The way of that name, if there is one. */
    public static Optional<Way> named(String word) {
        return Arrays.stream(values()).filter(way -> way.word().equals(word)).findFirst();
    }
}
