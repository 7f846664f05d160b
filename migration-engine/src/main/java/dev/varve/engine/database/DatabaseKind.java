package dev.varve.engine.database;

import java.util.Locale;

/** The databases that Varve watches. */
public enum DatabaseKind {
    SQLITE,
    H2;

    /** As written in JSON and events: {@code sqlite}, {@code h2}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
