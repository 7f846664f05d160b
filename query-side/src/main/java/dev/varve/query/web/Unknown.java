package dev.varve.query.web;

import java.io.Serial;

/** Something that was asked for by its name is not recorded. */
public final class Unknown extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String what;
    private final String name;

    /**
     * It is not there.
     *
     * @param what it should be, with its article: {@code a target}
     */
    public Unknown(String what, String name) {
        super("expected " + what + " that is recorded, found none of the name '" + name + "'");
        this.what = what;
        this.name = name;
    }

    public String what() {
        return what;
    }

    public String name() {
        return name;
    }
}
