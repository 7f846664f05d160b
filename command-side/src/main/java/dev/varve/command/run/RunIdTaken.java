package dev.varve.command.run;

import java.io.Serial;

/** A run was to begin under the id of one that somebody asked for before. Nothing was touched. */
public final class RunIdTaken extends RuntimeException {

    /** By which a document tells it. */
    public static final String CODE = "RUN_ID_TAKEN";

    @Serial
    private static final long serialVersionUID = 1;

    private final String runId;

    RunIdTaken(String runId) {
        super("expected the id of a run that nobody asked for yet, found " + runId + ", which is on record");
        this.runId = runId;
    }

    public String runId() {
        return runId;
    }
}
