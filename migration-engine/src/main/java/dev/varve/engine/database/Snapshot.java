package dev.varve.engine.database;

import dev.varve.engine.fingerprint.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * One consistent state of a database: everything read here, and a copy made here, is of that state. Hold it no longer than
 * needed: it may keep writers waiting or out. Every question throws {@link DatabaseUnreadable} if it cannot be answered. Use
 * from one thread at a time.
 */
public interface Snapshot extends AutoCloseable {

    /** Hears of pages copied. */
    interface CopyProgress {
        void copied(long pagesDone, long pagesTotal);
    }

    /** The whole schema. */
    Schema schema();

    /** Rows per table, by name. */
    Map<String, Long> rowCounts();

    /** Every table's rows and content, sorted by name. */
    List<TableContent> contents(LongConsumer rowsRead);

    /** How many rows break a foreign key, by {@code table -> parent}; empty if none do. */
    Map<String, Long> foreignKeyViolations();

    /**
     * What the engine finds wrong with the file; empty if nothing.
     *
     * @param thorough whether to read everything
     */
    List<String> integrityProblems(boolean thorough);

    /**
     * The first column of a query that changes nothing, as texts.
     *
     * @param sql never made of anything but constants and quoted names
     */
    List<String> texts(String sql);

    /** How much room making a copy takes. */
    long copyBytes();

    /** The engine's version, such as {@code 3.54.1}. */
    String engineVersion();

    /**
     * Copies this state to a file through the engine's own online backup.
     *
     * @param file empty, private to its owner
     * @throws CopyFailed if it could not be written whole; what was written is left for the caller to remove
     */
    void copyTo(Path file, CopyProgress progress);

    @Override
    void close();
}
