package dev.varve.engine.database;

import dev.varve.engine.fingerprint.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** A database under watch: what can be asked of every one. Every method opens what it needs and closes it again. */
public interface Database {

    DatabaseKind kind();

    /** The engine's version and the settings that decide what SQL means to it. */
    default String sqlDialect() {
        return kind().word();
    }

    /** Where it is, without secrets: an absolute path, or a URL. */
    String location();

    /** What makes it the same database under another name; for a file {@code device:inode}. */
    String identity();

    /** In SQLAlchemy's form, such as {@code sqlite:////srv/app.db}: what {@code {database}} becomes. A server's carries its password. */
    String sqlAlchemyUrl();

    /** In JDBC's form, without a login. */
    String jdbcUrl();

    /** How large it is; 0 if it is missing. */
    long sizeBytes();

    /**
     * Only looks. Never throws for what is wrong with the database: that is a finding.
     *
     * @param thorough whether to read everything, and not only what is quickly read
     */
    Health health(boolean thorough);

    /**
     * One consistent state, to read several things of. Close it soon.
     *
     * @throws DatabaseUnreadable if it is missing, no database, damaged, out of reach, or locked for too long (and then by whom)
     */
    Snapshot snapshot();

    /** A connection that cannot change the database, nor create it. */
    Connection openForLooking() throws SQLException;

    /** A connection that may change the database; a missing one is not created. */
    Connection openForChanging() throws SQLException;

    /**
     * Begins to watch for what others write; may change a file's form, never its content.
     *
     * @throws DatabaseUnreadable if it cannot be opened
     */
    ChangeWatch watch();

    /**
     * Makes what was committed outlast a loss of power, where a commit alone does not.
     *
     * @throws DatabaseUnreadable if that cannot be told
     */
    default void makeDurable() {}

    /** Whether a program that opens it and closes it again changes nothing: no unfinished transaction, no log to write back. */
    default boolean isSettled() {
        return true;
    }

    /**
     * The whole schema, the tool's version tables included.
     *
     * @throws DatabaseUnreadable if it cannot be opened or read
     */
    default Schema schema() {
        try (var snapshot = snapshot()) {
            return snapshot.schema();
        }
    }

    /** Rows per table, by name. */
    default Map<String, Long> rowCounts() {
        try (var snapshot = snapshot()) {
            return snapshot.rowCounts();
        }
    }

    /**
     * Every table's rows and content, from one consistent state.
     *
     * @param rowsRead hears how many rows were read so far, now and then
     */
    default List<TableContent> contents(LongConsumer rowsRead) {
        try (var snapshot = snapshot()) {
            return snapshot.contents(rowsRead);
        }
    }
}
