package dev.varve.engine.backup.postgres;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How {@code pg_dump} writes. */
public enum DumpFormat {
    /** One file, written and read through Varve's own process. */
    CUSTOM(".pgdump"),
    /** A folder that several processes write at once. */
    DIRECTORY(".pgdump.d");

    private final String ending;

    DumpFormat(String ending) {
        this.ending = ending;
    }

    String ending() {
        return ending;
    }

    /** As in receipts and on {@code pg_dump}'s command line. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
