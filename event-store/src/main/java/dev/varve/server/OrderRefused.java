package dev.varve.server;

import java.io.Serial;

/** An order was not carried out: what was expected, what was found, what to do next. Nothing was started. */
public final class OrderRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /** Why, for who has to tell the asker. */
    public enum Why {
        /** No such target, or proposal. */
        UNKNOWN,
        /** An option, or a value, that the command does not take. */
        INVALID,
        /** The database has moved since the asker looked, or another run holds it. */
        MOVED,
        /** A rule forbids it: such as approving one's own proposal. */
        FORBIDDEN
    }

    private final Why why;
    private final String expected;
    private final String found;
    private final String remedy;

    public OrderRefused(Why why, String expected, String found, String remedy) {
        super("expected " + expected + ", found " + found);
        this.why = why;
        this.expected = expected;
        this.found = found;
        this.remedy = remedy;
    }

    public Why why() {
        return why;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }

    public String remedy() {
        return remedy;
    }
}
