package dev.varve.engine.tool.flyway;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;

/**
 * What a connection's transaction comes to, for the ledger; silent about transactions without a statement of a step. On PostgreSQL the
 * server's own number of it is noted too, by which the server tells its fate even after everybody was killed.
 */
final class WatchedTransaction {

    private static final String NUMBER =
            "SELECT pg_catalog.txid_current_if_assigned(), pg_catalog.pg_current_wal_insert_lsn(),"
                    + " extract(epoch FROM pg_catalog.pg_postmaster_start_time())";
    private static final String FLUSHED = "SELECT pg_catalog.pg_current_wal_flush_lsn()";

    private final Connection connection;
    private final int number;
    private final StatementWatch watch;
    private boolean used;
    private String placeInLog;

    WatchedTransaction(Connection connection, int number, StatementWatch watch) {
        this.connection = connection;
        this.number = number;
        this.watch = watch;
    }

    int connection() {
        return number;
    }

    /** A statement of a step belongs to this connection from now on. */
    void uses(StatementWatch.Opened opened) {
        used |= opened != null;
    }

    /** It ran well: asks for the number once the transaction may have written. */
    void ran(StatementWatch.Opened opened) {
        uses(opened);
        if (opened != null && !onlyReads(opened.sql())) {
            note();
        }
    }

    /** Before the commit is sent. */
    void committing() {
        if (used) {
            note();
            var more = new HashMap<String, Object>();
            more.put("flushed", isFlushed());
            watch.noted("committing", number, more);
        }
    }

    void committed() {
        tell("committed", Map.of());
        over();
    }

    void commitFailed(SQLException error) {
        var more = new HashMap<String, Object>();
        more.put("error", error.getClass().getName());
        more.put("lost", isLost(error));
        tell("commitFailed", more);
    }

    void rolledBack() {
        tell("rolledBack", Map.of());
        over();
    }

    void savepoint(Savepoint savepoint) throws SQLException {
        tell("savepoint", Map.of("name", nameOf(savepoint)));
    }

    void rolledBackTo(Savepoint savepoint) throws SQLException {
        tell("rolledBackTo", Map.of("name", nameOf(savepoint)));
    }

    void released(Savepoint savepoint) throws SQLException {
        tell("released", Map.of("name", nameOf(savepoint)));
    }

    void closed() {
        tell("closed", Map.of());
        over();
    }

    private void tell(String event, Map<String, ?> more) {
        if (used) {
            watch.noted(event, number, more);
        }
    }

    private void over() {
        used = false;
        placeInLog = null;
    }

    private static String nameOf(Savepoint savepoint) throws SQLException {
        try {
            return savepoint.getSavepointName();
        } catch (SQLException unnamed) {
            return Integer.toString(savepoint.getSavepointId());
        }
    }

    private void note() {
        if (placeInLog != null || !canBeAsked()) {
            return;
        }
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(NUMBER)) {
            if (row.next() && row.getString(1) != null) {
                placeInLog = row.getString(2);
                watch.noted(
                        "transactionId", number, Map.of("transactionId", row.getString(1), "server", row.getString(3)));
            }
        } catch (SQLException gone) {
            // The tool's own next statement meets what is wrong here.
            placeInLog = null;
        }
    }

    private boolean canBeAsked() {
        try {
            return connection instanceof PGConnection && !connection.getAutoCommit();
        } catch (SQLException closed) {
            return false;
        }
    }

    /** Whether the server's log holds the number on its disk: else a crash could give it to another transaction. */
    private Boolean isFlushed() {
        if (placeInLog == null) {
            return null;
        }
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(FLUSHED)) {
            return row.next()
                    && LogSequenceNumber.valueOf(row.getString(1)).compareTo(LogSequenceNumber.valueOf(placeInLog))
                            >= 0;
        } catch (SQLException gone) {
            return null;
        }
    }

    private static boolean onlyReads(String sql) {
        var text = sql.stripLeading().toUpperCase(Locale.ROOT);
        return text.startsWith("SELECT") || text.startsWith("SHOW");
    }

    /** Classes 08 and 57P of PostgreSQL's manual, appendix A: the connection or the server is gone. */
    static boolean isLost(Throwable error) {
        return error instanceof SQLException failed
                && failed.getSQLState() != null
                && (failed.getSQLState().startsWith("08")
                        || failed.getSQLState().startsWith("57P"));
    }
}
