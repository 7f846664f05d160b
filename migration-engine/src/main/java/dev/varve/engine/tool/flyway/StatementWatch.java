package dev.varve.engine.tool.flyway;

import dev.varve.engine.observation.Observation.TransactionChanged.Kind;
import java.util.Map;

/** Hears of everything that passes a {@link WatchedConnection}. Throwing from {@link #starting} keeps the statement from running. */
interface StatementWatch {

    /** One statement on its way; {@code startedNanos} is {@link System#nanoTime()}. */
    record Opened(int ordinal, String sql, int connection, boolean inTransaction, long startedNanos) {}

    /** A statement is about to run on the connection of this number. Returns {@code null} for one that belongs to no step. */
    Opened starting(String sql, int connection, boolean inTransaction);

    /** The statement ran. Not called for one that threw. */
    void finished(Opened opened, boolean inTransaction, Long rows);

    /** The statement threw. */
    void failed(Opened opened, boolean inTransaction, Throwable error);

    /** For the ledger: what a transaction with statements of a step came to, as {@link dev.varve.engine.tool.StatementLedger} names it. */
    void noted(String event, int connection, Map<String, ?> more);

    /** The driver committed or rolled back, perhaps nothing. */
    void transactionEnded(Kind kind);
}
