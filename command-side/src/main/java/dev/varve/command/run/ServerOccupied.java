package dev.varve.command.run;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.session.SessionName;
import java.io.Serial;

/** A server does not let a run in: another has the database, a tool still works there, or the server cannot be asked. */
final class ServerOccupied extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient Finding finding;
    private final transient SessionName holder;
    private final String who;

    /**
     * Why.
     *
     * @param who is waited for, as a clause
     * @param holder {@code null} unless it is another Varve that says who it is
     */
    ServerOccupied(Finding finding, String who, SessionName holder) {
        super(finding.message());
        this.finding = finding;
        this.who = who;
        this.holder = holder;
    }

    Finding finding() {
        return finding;
    }

    String who() {
        return who;
    }

    SessionName holder() {
        return holder;
    }

    /** Whether somebody is there, and not only the server out of reach. */
    boolean isBySomebody() {
        return finding.code() == FindingCode.DATABASE_IN_USE;
    }
}
