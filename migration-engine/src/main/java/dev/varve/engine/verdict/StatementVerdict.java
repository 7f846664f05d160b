package dev.varve.engine.verdict;

/** What became of a statement's effect. */
public enum StatementVerdict {
    /** It is in the database. */
    KEPT,
    /** It is not, and never will be. */
    ROLLED_BACK,
    /** Neither the ledger nor the database told; only a look at the schema and the rows decides. */
    UNKNOWN
}
