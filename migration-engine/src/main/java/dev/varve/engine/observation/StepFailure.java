package dev.varve.engine.observation;

/**
 * Why a step ended badly.
 *
 * @param type the tool's own name of the error, such as {@code sqlite3.OperationalError}
 * @param message the tool's message, without secrets
 * @param detail the traceback or script position, or {@code null}
 * @param statement the statement that was running, or {@code null} if none was
 * @param statementOrdinal its place in the step, from 1; 0 if none was running
 * @param inTransaction whether the driver was inside a transaction then; {@code null} if unknown
 * @param sqlState what the server says of the error in five characters, as the SQL standard and PostgreSQL's appendix name them;
 *     {@code null} if it says nothing
 */
public record StepFailure(
        String type,
        String message,
        String detail,
        String statement,
        int statementOrdinal,
        Boolean inTransaction,
        String sqlState) {

    /** A failure that no server told of. */
    public StepFailure(
            String type, String message, String detail, String statement, int statementOrdinal, Boolean inTransaction) {
        this(type, message, detail, statement, statementOrdinal, inTransaction, null);
    }
}
