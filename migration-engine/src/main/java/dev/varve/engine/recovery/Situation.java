package dev.varve.engine.recovery;

/** What happened to a database, told by looking. Part of the contract with scripts. */
public enum Situation {
    HEALTHY("the database is well, and no run is open"),
    RUN_IN_PROGRESS("a run is at work on the database"),
    TOOL_RUNNING("the run died, and the migration tool that it started is still running"),
    IN_USE("another process has the database open"),
    NOTHING_APPLIED("nothing of the run is in the database: it is as it was before"),
    STEP_BOUNDARY("the steps that ran are whole and recorded, and the next has left nothing"),
    NOT_RECORDED("every step ran and is recorded in the database; the run died before it could say so"),
    NOT_STAMPED("a step's schema is complete, and its revision is not recorded; its data may be half done"),
    PARTIAL("a step is in the database in part"),
    LEFTOVERS("a table of an unfinished batch operation was left behind"),
    ROWS_LOST("rows that the backup holds are gone"),
    DATA_IN_DOUBT(
            "the schema is that of a revision, and the data may be half changed: it is not what the backup holds"),
    CORRUPT("the file is damaged"),
    MISSING("there is no database where it should be"),
    EMPTIED("the database is empty, and it was not before"),
    DRIFTED("the schema is not what the scripts produce, and no step of theirs explains it"),
    STAMPED_NOT_APPLIED("a revision is recorded whose script did not run"),
    UNKNOWN_REVISION("a revision is recorded that the scripts do not have"),
    UNMANAGED("there are tables and no recorded revision"),
    UNREADABLE("the database cannot be read"),
    TOOL_UNAVAILABLE("the migration tool cannot run as configured, so nobody can tell what the schema should be");

    private final String sentence;

    Situation(String sentence) {
        this.sentence = sentence;
    }

    /** What it means, without a full stop. */
    public String sentence() {
        return sentence;
    }
}
