package dev.varve.engine.run;

/** The application's own check after a migration: it answers, or it does not. */
public interface SmokeCheck {

    /** What is checked, for people: the URL or the command. */
    String name();

    /** Runs it once, within its own time limit; never throws for a failed check. */
    Answer run();

    /** Whether it passed, and what was seen. */
    record Answer(boolean passed, String detail) {}
}
