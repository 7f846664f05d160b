package dev.varve.store;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/** What PostgreSQL's codes (postgresql.org/docs/current/errcodes-appendix.html) mean for the log. */
final class PostgresErrors implements StoreErrors {

    static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static final String READ_ONLY_TRANSACTION = "25006";
    private static final String LOCK_TIMEOUT = "55P03";
    private static final String CANCELLED = "57014";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String ONE_EVENT_PER_SEQUENCE_NUMBER = "one_event_per_sequence_number";

    private static final Condition NOT_LET_IN = new Condition(
            "to be let in to",
            "check user and password (in the URL, PGPASSWORD, or ~/.pgpass), and whether pg_hba.conf wants TLS: sslmode=require");

    private final PostgresAddress address;

    PostgresErrors(PostgresAddress address) {
        this.address = address;
    }

    @Override
    public boolean isDuplicateKeyViolation(Exception exception) {
        return isSequenceConflict(exception);
    }

    /** Whether another event was appended under the same aggregate and sequence number in the meantime. */
    static boolean isSequenceConflict(Throwable thrown) {
        return serverError(thrown)
                .filter(e -> UNIQUE_VIOLATION.equals(e.getSQLState()))
                .filter(e -> e.getServerErrorMessage() != null
                        && ONE_EVENT_PER_SEQUENCE_NUMBER.equals(
                                e.getServerErrorMessage().getConstraint()))
                .isPresent();
    }

    /** Whether the connection was lost or refused: a new one may work, soon. */
    static boolean mayPass(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P") || state.equals("25P03");
    }

    /** Whether the server refused what was to be done (data, constraints, rights, patience), so that it certainly did not commit. */
    static boolean isRefusal(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        return state.startsWith("22")
                || state.startsWith("23")
                || state.startsWith("42")
                || state.equals(READ_ONLY_TRANSACTION)
                || state.equals(LOCK_TIMEOUT)
                || state.equals(CANCELLED);
    }

    static boolean isForbidden(Throwable thrown) {
        return serverError(thrown)
                .filter(e -> INSUFFICIENT_PRIVILEGE.equals(e.getSQLState()))
                .isPresent();
    }

    @Override
    public Optional<EventStoreUnavailable> asUnavailable(Throwable thrown) {
        return serverError(thrown).filter(e -> !isSequenceConflict(e)).map(e -> {
            var condition = condition(e);
            return new EventStoreUnavailable(
                    condition.expected + " " + address.inWords(), e.getMessage(), condition.remedy, thrown);
        });
    }

    private static Condition condition(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        return switch (state) {
            case LOCK_TIMEOUT ->
                new Condition(
                        "the write lock of",
                        "another process holds it for " + PostgresBoundary.LOCK_TIMEOUT_MILLIS
                                + " ms and longer: find it with SELECT pid FROM pg_locks WHERE locktype = 'advisory'"
                                + " AND granted, then run again");
            case INSUFFICIENT_PRIVILEGE ->
                new Condition("the right to use", "ask the owner of the schema: varve store prepare grants rights");
            case READ_ONLY_TRANSACTION ->
                new Condition("to write", "name the primary server, and a role that is not set to read only");
            case "53100" -> new Condition("room to append to", "make room on the server's volume, then run again");
            case CANCELLED ->
                new Condition(
                        "an answer in time from",
                        "another process may hold the write lock: run again, or raise the role's statement_timeout");
            case "25P03" -> new Condition("to append in time to", "run again: nothing was recorded");
            case "3D000" -> new Condition("a database for", "create it, or correct the URL");
            case UNIQUE_VIOLATION ->
                new Condition(
                        "the next place in the log to be free in",
                        "run varve verify: rows were written by something other than Varve");
            // The driver's own word for a password that it was not given.
            case "08004" -> NOT_LET_IN;
            default -> ofClass(state);
        };
    }

    private static Condition ofClass(String state) {
        return switch (state.substring(0, 2)) {
            case "08", "57" ->
                new Condition("to reach", "check that the server runs and can be reached, then run again");
            case "28" -> NOT_LET_IN;
            case "53" -> new Condition("room for one more in", "check the server's connections and memory");
            case "XX" -> new Condition("a sound database in", "restore the store from a backup; keep this one");
            default -> new Condition("a sound log in", "run again; if it stays, run varve verify");
        };
    }

    private record Condition(String expected, String remedy) {}

    /** The first exception of the server among the causes; that of a batch stands behind another one. */
    private static Optional<PSQLException> serverError(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException found) {
                return Optional.of(found);
            }
            if (cause instanceof SQLException batch && batch.getNextException() instanceof PSQLException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
