package dev.varve.engine.database;

import dev.varve.engine.fingerprint.Schema;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * One consistent state of a database: everything read here is of that state. Hold it no longer than needed: it may keep writers
 * waiting or out. Every question throws {@link DatabaseUnreadable} if it cannot be answered. Use from one thread at a time.
 */
public interface Snapshot extends AutoCloseable {

    /** The whole schema. */
    Schema schema();

    /** Rows per table, by name. */
    Map<String, Long> rowCounts();

    /** Every table's rows and content, sorted by name. */
    List<TableContent> contents(LongConsumer rowsRead);

    /**
     * The first column of a query that changes nothing, as texts.
     *
     * @param sql never made of anything but constants and quoted names
     */
    List<String> texts(String sql);

    /** The engine's version, such as {@code 3.54.1}. */
    String engineVersion();

    @Override
    void close();
}
