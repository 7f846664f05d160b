package dev.varve.engine.database;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The databases that Varve watches. */
public enum DatabaseKind {
    SQLITE(".sqlite3", "SQLite's integrity check to say ok"),
    H2(".mv.db", "H2 to read every row"),
    POSTGRESQL(".dump", "PostgreSQL to read every row");

    private final String fileEnding;
    private final String soundness;

    DatabaseKind(String fileEnding, String soundness) {
        this.fileEnding = fileEnding;
        this.soundness = soundness;
    }

    /** As written in JSON and events: {@code sqlite}, {@code h2}, {@code postgresql}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How a backup's file is named, so that the engine opens it. */
    public String fileEnding() {
        return fileEnding;
    }

    /** What is expected of a file that is not damaged, such as {@code SQLite's integrity check to say ok}. */
    public String soundness() {
        return soundness;
    }
}
