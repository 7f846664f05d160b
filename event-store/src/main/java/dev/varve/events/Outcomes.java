package dev.varve.events;

/** The outcomes of runs, as the contract spells them. */
public final class Outcomes {

    public static final String SUCCEEDED = "SUCCEEDED";
    public static final String REFUSED = "REFUSED";
    public static final String FAILED_UNCHANGED = "FAILED_UNCHANGED";
    public static final String FAILED_NEEDS_RECOVERY = "FAILED_NEEDS_RECOVERY";
    public static final String INTERRUPTED = "INTERRUPTED";
    public static final String RECOVERED = "RECOVERED";

    private Outcomes() {}
}
