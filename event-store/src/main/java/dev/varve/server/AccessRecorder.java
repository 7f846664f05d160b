package dev.varve.server;

import dev.varve.events.AccessEvent.OfPassage;

/** Records who came in, who did not, and what was taken out. Safe for several threads; lives as long as the server. */
public interface AccessRecorder {

    /**
     * Records it; durable when this returns. Every text in it is cleaned first, as by {@link AccessText}.
     *
     * @param actor who did it; what they claim to be, if nobody let them in
     * @throws RuntimeException if it cannot be recorded: what is an export, or a login, must not go on then
     */
    void record(OfPassage fact, String actor);
}
