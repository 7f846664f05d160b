package dev.varve.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** What SQLite's result codes (sqlite.org/rescode.html) mean for the log. */
final class SqliteErrors implements StoreErrors {

    private static final int PRIMARY_CODE = 0xff;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int CONSTRAINT = 19;
    private static final int NOTADB = 26;

    private final Path file;

    SqliteErrors(Path file) {
        this.file = file;
    }

    /** Whether another event was appended under the same aggregate and sequence number in the meantime. */
    @Override
    public boolean isDuplicateKeyViolation(Exception exception) {
        return isSequenceConflict(exception);
    }

    static boolean isSequenceConflict(Throwable thrown) {
        return sqlException(thrown)
                .filter(e -> (e.getErrorCode() & PRIMARY_CODE) == CONSTRAINT)
                .filter(e -> e.getMessage().contains("domain_event.aggregate_id, domain_event.sequence_number"))
                .isPresent();
    }

    @Override
    public Optional<EventStoreUnavailable> asUnavailable(Throwable thrown) {
        return sqlException(thrown)
                .flatMap(e -> condition(e)
                        .map(condition -> new EventStoreUnavailable(
                                condition.expected + " " + file, condition.found + room(e), condition.remedy, thrown)));
    }

    /** A full volume shows as either code: some of the files beside the store are made by other system calls. */
    private String room(SQLException e) {
        var code = e.getErrorCode() & PRIMARY_CODE;
        return code == FULL || code == IOERR ? "; " + VolumeRoom.inWords(file) : "";
    }

    private static Optional<Condition> condition(SQLException e) {
        return switch (e.getErrorCode() & PRIMARY_CODE) {
            case FULL -> unavailable("room to append to", "a full disk", "make room on that volume, then run again");
            case IOERR ->
                unavailable("to write", "an I/O error: " + e.getMessage(), "check that volume: room, quota, hardware");
            case READONLY ->
                unavailable("to write", "a read-only file or volume", "make it writable, or name another home");
            case BUSY, LOCKED ->
                unavailable(
                        "the write lock of",
                        "another process holding it for " + SqliteConnections.BUSY_TIMEOUT_MILLIS + " ms and longer",
                        "find the process that has it open (fuser, lsof), then run again");
            case CANTOPEN ->
                unavailable("to open", "no permission, or no such folder", "check the permissions of file and folder");
            case CORRUPT, NOTADB ->
                unavailable("a sound database in", e.getMessage(), "restore the store from a backup; keep this file");
            case CONSTRAINT ->
                isSequenceConflict(e)
                        ? Optional.empty()
                        : unavailable(
                                "the next place in the log to be free in",
                                e.getMessage(),
                                "run varve verify: rows were written by something other than Varve");
            default -> Optional.empty();
        };
    }

    private static Optional<Condition> unavailable(String expected, String found, String remedy) {
        return Optional.of(new Condition(expected, found, remedy));
    }

    private record Condition(String expected, String found, String remedy) {}

    /** The first exception of the driver among the causes. */
    private static Optional<SQLException> sqlException(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
