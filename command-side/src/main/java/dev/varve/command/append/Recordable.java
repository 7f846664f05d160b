package dev.varve.command.append;

import dev.varve.events.VarveEvent;

/**
 * A command that leads to recorded facts of one kind.
 *
 * @param <E> the facts
 */
public interface Recordable<E extends VarveEvent> {}
