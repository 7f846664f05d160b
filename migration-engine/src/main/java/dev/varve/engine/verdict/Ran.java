package dev.varve.engine.verdict;

/** A statement that was begun, and its verdict once there is one. */
final class Ran {

    final String revision;
    final int ordinal;
    final SqlWords words;
    final String sql;
    final boolean isCut;
    final Boolean inTransaction;
    final Boolean autocommit;
    StatementVerdict verdict;
    String why;

    Ran(LedgerLine line, SqlWords words, String sql, boolean isCut) {
        this.revision = line.text("revision");
        this.ordinal = line.number("ordinal");
        this.inTransaction = line.truth("inTransaction");
        this.autocommit = line.truth("autocommit");
        this.words = words;
        this.sql = sql;
        this.isCut = isCut;
    }

    /** The first verdict stands: what was rolled back to a savepoint is not committed later. */
    void judge(StatementVerdict decided, String reason) {
        if (verdict == null) {
            verdict = decided;
            why = reason;
        }
    }
}
