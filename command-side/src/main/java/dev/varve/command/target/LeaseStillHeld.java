package dev.varve.command.target;

import java.io.Serial;

/** A target should be retired while a run holds it. */
public final class LeaseStillHeld extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient Lease lease;

    public LeaseStillHeld(String target, Lease lease) {
        super("expected no run on " + target + ", found run " + lease.runId() + " held by process "
                + lease.holder().pid() + " on " + lease.holder().host());
        this.lease = lease;
    }

    public Lease lease() {
        return lease;
    }
}
