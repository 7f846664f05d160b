package dev.varve.engine.swap;

import java.io.Serial;

/** The copy may have the database's name, or has it, and it is not known whether that stays so. */
public final class UndurableSwap extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String expected;

    private UndurableSwap(String what, String expected, Exception cause) {
        super(what + ", expected " + expected + ", found: " + cause.getMessage(), cause);
        this.expected = expected;
    }

    static UndurableSwap ofFile(String database, Exception cause) {
        return new UndurableSwap("the copy is in the place of " + database, "its folder to be written to disk", cause);
    }

    /** On a server that did not answer any more. */
    public static UndurableSwap unanswered(String database, Exception cause) {
        return new UndurableSwap(
                "whether the copy is in the place of " + database + " is not known",
                "the server to say that both were renamed",
                cause);
    }

    /** What should have been seen. */
    public String expected() {
        return expected;
    }
}
