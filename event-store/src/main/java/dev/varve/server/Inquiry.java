package dev.varve.server;

/** A question to a command that only looks. */
public record Inquiry(String target, Kind kind) {

    /** The commands that are asked. */
    public enum Kind {
        /** The steps that would run. */
        PLAN,
        /** What happened to a broken run, and the options. Chooses none. */
        RECOVERY
    }
}
