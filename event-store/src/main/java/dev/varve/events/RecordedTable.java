package dev.varve.events;

/** One table before and after; see {@code TableChange} in the engine. {@code null} where it did not exist. */
public record RecordedTable(
        String name,
        Long rowsBefore,
        Long rowsAfter,
        String contentBefore,
        String contentAfter,
        String lostInRevision) {}
