package dev.varve.command.append;

import dev.varve.events.VarveEvent;
import java.util.List;
import java.util.Optional;

/**
 * A command that leads to recorded facts of one kind.
 *
 * @param <E> the facts
 */
public interface Recordable<E extends VarveEvent> {

    /** The stream that the facts belong to. */
    String aggregateId();

    /**
     * The fact that was observed, and is true whether or not it can be recorded now; empty if the command asks for a decision.
     *
     * @param before what this process recorded or kept before, in order
     */
    default Optional<E> observed(List<VarveEvent> before) {
        return Optional.empty();
    }
}
