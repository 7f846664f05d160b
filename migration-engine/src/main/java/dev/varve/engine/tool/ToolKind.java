package dev.varve.engine.tool;

import java.util.Locale;

/** The tools that Varve drives. */
public enum ToolKind {
    ALEMBIC,
    FLYWAY;

    /** As written on the command line and in events: {@code alembic}, {@code flyway}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
