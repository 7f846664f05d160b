package dev.varve.command.run;

import dev.varve.engine.run.RunReport;

/** The outcomes of runs, as the contract spells them. */
public final class Outcomes {

    public static final String SUCCEEDED = "SUCCEEDED";
    public static final String REFUSED = "REFUSED";
    public static final String FAILED_UNCHANGED = "FAILED_UNCHANGED";
    public static final String FAILED_NEEDS_RECOVERY = "FAILED_NEEDS_RECOVERY";
    public static final String INTERRUPTED = "INTERRUPTED";
    public static final String RECOVERED = "RECOVERED";

    private Outcomes() {}

    /** Without a proven backup a run is refused. */
    public static String of(RunReport.Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> SUCCEEDED;
            case REFUSED, PROOF_FAILED -> REFUSED;
            case FAILED_UNCHANGED -> FAILED_UNCHANGED;
            case FAILED_NEEDS_RECOVERY -> FAILED_NEEDS_RECOVERY;
            case INTERRUPTED -> INTERRUPTED;
        };
    }
}
