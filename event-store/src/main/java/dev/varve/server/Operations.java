package dev.varve.server;

import java.util.Optional;

/**
 * What can be done from a server: each as the command that does it, in a process of its own, so that a run outlives the server. What is critical is
 * read from the events themselves, never from a view that may lag.
 */
public interface Operations {

    /** Whether an upgrade is refused here unless it is proposed, and somebody else approves. */
    boolean requiresApproval();

    /** An id for an order that nobody has given yet. */
    String freshId();

    /**
     * Starts what was ordered, and does not wait for its end. The same order given twice is carried out once: the second gets what the first started.
     *
     * @throws OrderRefused if the database has moved since the order's page was shown, or the command side cannot do it; nothing was started
     */
    Started start(Order order);

    /**
     * How what was started by an order ended, as long as that is kept; empty while it goes on, and if no such order is known. A run that nobody asks
     * for here any more stays in the record.
     */
    Optional<Answer> outcome(String orderId);

    /** Whether an order of that id began: its outcome is kept, or it is a run that is on record. */
    boolean knows(String orderId);

    /**
     * Asks a command that only looks, and waits for its answer.
     *
     * @throws OrderRefused if there is no such target
     */
    Answer ask(Inquiry inquiry);

    /**
     * Looks whether processes of runs under way are dead, and records it of those that are. Cheap while nothing happens: to be called every
     * few seconds, by one thread.
     *
     * @throws RuntimeException if the events cannot be read now; the next call goes on from where this one was
     */
    void noteDeadRuns();
}
