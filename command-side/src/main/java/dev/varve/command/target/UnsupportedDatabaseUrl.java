package dev.varve.command.target;

import java.io.Serial;

/** A database URL is of no form that is understood, or has something in it that cannot be registered. */
public final class UnsupportedDatabaseUrl extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private static final String FORMS =
            "sqlite:////absolute/path, sqlite:///relative/path, jdbc:sqlite:PATH, jdbc:h2:file:PATH or postgresql://ROLE@HOST/DATABASE";

    private final String expected;
    private final String found;
    private final String remedy;

    public UnsupportedDatabaseUrl(String found) {
        this(FORMS, found, "give the URL in one of these forms: --database URL");
    }

    UnsupportedDatabaseUrl(String expected, String found, String remedy) {
        super("expected " + expected + ", found " + found);
        this.expected = expected;
        this.found = found;
        this.remedy = remedy;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }

    public String remedy() {
        return remedy;
    }
}
