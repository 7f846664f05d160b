package dev.varve.engine.ddl;

/**
 * Why a statement is dangerous while an application runs.
 *
 * @param effect what it does to the application or its data
 * @param statement the statement's beginning, on one line, without literals
 * @param why one sentence: which lock, for how long, or what is lost
 * @param instead what to do instead, or how to make it bearable
 */
public record Hazard(Effect effect, String statement, String why, String instead) {

    /** From what merely waits to what is gone. */
    public enum Effect {
        /** Others read, but whoever writes waits. */
        BLOCKS_WRITES,
        /** Whoever reads or writes waits. */
        BLOCKS_EVERYBODY,
        /** Whoever reads or writes waits, and the table is written anew: as long as it is large, with as much room again. */
        REWRITES_TABLE,
        /** The release that runs now does not find what it asks for. */
        BREAKS_RUNNING_CODE,
        /** Rows or values are gone. */
        LOSES_DATA
    }
}
