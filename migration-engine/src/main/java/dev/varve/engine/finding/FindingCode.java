package dev.varve.engine.finding;

/** The stable names of findings. Scripts match on them: add freely, never rename. */
public enum FindingCode {
    PENDING_MIGRATIONS,
    MULTIPLE_HEADS,
    BRANCHED_HISTORY,
    UNKNOWN_REVISION,
    CONFIG_NOT_FOUND,
    MISSING_ENVIRONMENT,
    PARTIAL_MIGRATION,
    STAMPED_NOT_APPLIED,
    APPLIED_NOT_STAMPED,
    SCHEMA_DRIFT,
    LEFTOVER_TEMP_TABLE,
    HOT_JOURNAL,
    STALE_WAL,
    INTEGRITY_FAILED,
    EMPTY_DATABASE_FILE,
    FOREIGN_KEY_VIOLATIONS,
    DATABASE_IN_USE,
    FAILED_HISTORY_ROW,
    CHECKSUM_MISMATCH,
    PEEWEE_HISTORY,
    MISSING_UNIQUE_KEY,
    INVALID_INDEX,
    SUSPICIOUS_REVISION,
    LOW_DISK_SPACE,
    NO_RECENT_BACKUP,
    BACKUP_ON_SAME_VOLUME,
    INTERRUPTED_RUN,
    HISTORY_EDITED,
    ROWS_LOST,
    WRONG_DATABASE,
    /** A copy cannot take the database's place. */
    SWAP_IMPOSSIBLE,
    VERSION_ROWS_REDUNDANT,
    TOOL_UNAVAILABLE,
    /** The file or server cannot be opened at all. */
    DATABASE_UNREACHABLE,
    /** User tables and no version table, or an empty one. */
    UNMANAGED_DATABASE,
    /** The revision graph read statically differs from the one that the tool reports. */
    GRAPH_DISAGREEMENT,
    /** A revision names a parent whose file is missing, or two files carry one id. */
    BROKEN_HISTORY,
    /** The tool's configuration has a setting that is unknown, or that Varve does not let through. */
    SETTING_NOT_HONOURED,
    /** A script that the tool passes over, such as a version below the current one without out-of-order. */
    SKIPPED_REVISION,
    /** Rows that are alike where a pending revision makes a unique key. */
    DUPLICATE_KEYS,
    /** A table that held rows in the newest proven backup and holds none now; nobody may have meant it, or everybody. */
    ROWS_GONE,
    /** Almost all values of a column are of another kind than in the newest proven backup. */
    VALUES_RESHAPED,
    /** No backup could be taken, and so nothing may run. */
    BACKUP_NOT_TAKEN,
    /** A transaction that was prepared for two-phase commit and is neither committed nor rolled back: it keeps its locks. */
    PREPARED_TRANSACTION,
    /** A replication slot that nobody reads keeps the server's log. */
    REPLICATION_SLOT_UNUSED,
    /** A constraint that holds for new rows and was never checked for the older ones. */
    CONSTRAINT_NOT_VALID,
    /** The schemas that the scripts produce could not be built, and so nothing could be compared with them. */
    SCRATCH_UNAVAILABLE,
    /** A script would wait for ever for the transaction of the run that runs it. */
    SELF_BLOCKING_SCRIPT
}
