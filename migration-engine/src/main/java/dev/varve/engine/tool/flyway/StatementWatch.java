package dev.varve.engine.tool.flyway;

import dev.varve.engine.observation.Observation.TransactionChanged.Kind;

/** Hears of everything that passes a {@link WatchedConnection}. Throwing from {@link #starting} keeps the statement from running. */
interface StatementWatch {

    /** One statement on its way; {@code startedNanos} is {@link System#nanoTime()}. */
    record Opened(int ordinal, String sql, boolean inTransaction, long startedNanos) {}

    /** A statement is about to run. Returns {@code null} for one that belongs to no step. */
    Opened starting(String sql, boolean inTransaction);

    /** The statement ran. Not called for one that threw. */
    void finished(Opened opened, boolean inTransaction, Long rows);

    /** The driver committed or rolled back, perhaps nothing. */
    void transactionEnded(Kind kind);
}
