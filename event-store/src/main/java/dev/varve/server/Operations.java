package dev.varve.server;

/**
 * What can be done from a server: each as the command that does it, in a process of its own, so that a run outlives the server. What is critical is
 * read from the events themselves, never from a view that may lag.
 */
public interface Operations {

    /** An id for an order that nobody has given yet. */
    String freshId();

    /**
     * Starts what was ordered, and does not wait for its end. The same order given twice is carried out once: the second gets what the first started.
     *
     * @throws OrderRefused if the database has moved since the order's page was shown, or the command side cannot do it; nothing was started
     */
    Started start(Order order);

    /**
     * Asks a command that only looks, and waits for its answer.
     *
     * @throws OrderRefused if there is no such target
     */
    Answer ask(Inquiry inquiry);

    /** Looks whether processes of runs under way are dead, and records it of those that are. */
    void noteDeadRuns();
}
