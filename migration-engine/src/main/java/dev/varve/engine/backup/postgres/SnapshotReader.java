package dev.varve.engine.backup.postgres;

import dev.varve.engine.database.TableContent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What a schema and what contents are. Called on a connection inside of one read transaction, of a database and of its restored copy: equal
 * databases must give equal answers, whatever they are called and whatever their objects' ids are.
 */
public interface SnapshotReader {

    /** The schema's fingerprint, in lower-case hex. */
    String fingerprint(Connection snapshot) throws SQLException;

    /**
     * Rows and content of every table, in an order of its own.
     *
     * @param rowsRead hears the count of rows so far, now and then
     */
    List<TableContent> contents(Connection snapshot, LongConsumer rowsRead) throws SQLException;
}
