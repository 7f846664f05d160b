package dev.varve.engine.database;

import dev.varve.engine.fingerprint.Schema;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** A database under watch, or a copy of one. Every method opens what it needs and closes it again. */
public interface Database {

    DatabaseKind kind();

    /** Where it is, without secrets: an absolute path, or a URL. */
    String location();

    /** What makes it the same database under another name; for SQLite {@code device:inode}. */
    String identity();

    /** In SQLAlchemy's form, such as {@code sqlite:////srv/app.db}: what {@code {database}} becomes. */
    String sqlAlchemyUrl();

    /** In JDBC's form. */
    String jdbcUrl();

    /** The file's absolute path: what {@code {path}} becomes. */
    String path();

    /**
     * Only looks. Never throws for what is wrong with the database: that is a finding.
     *
     * @param thorough whether to run the engine's whole integrity check (reads everything) and not the quick one
     */
    Health health(boolean thorough);

    /**
     * The whole schema, the tool's version tables included.
     *
     * @throws DatabaseUnreadable if it cannot be opened or read
     */
    Schema schema();

    /** Rows per table, by name. */
    Map<String, Long> rowCounts();

    /**
     * Every table's rows and content, from one consistent state.
     *
     * @param rowsRead hears how many rows were read so far, now and then
     */
    List<TableContent> contents(LongConsumer rowsRead);
}
