package dev.varve.command.target;

import java.io.Serial;

/** A command that would migrate a database was given one on a PostgreSQL server: these are not migrated yet. Nothing was touched. */
public final class OnlyLookedAt extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private static final String EXPECTED = "a database that is a file, of SQLite or H2";

    private final String found;
    private final String remedy;

    OnlyLookedAt(String target) {
        this(
                target
                        + " on a PostgreSQL server: Varve looks at those, backs them up and restores them, and does not migrate them yet",
                "varve backup " + target + ", then let the tool itself migrate it; varve diagnose " + target
                        + " --deep tells before and after what state it is in, and varve restore puts the backup back");
    }

    private OnlyLookedAt(String found, String remedy) {
        super("expected " + EXPECTED + ", found " + found);
        this.found = found;
        this.remedy = remedy;
    }

    public String expected() {
        return EXPECTED;
    }

    public String found() {
        return found;
    }

    public String remedy() {
        return remedy;
    }
}
