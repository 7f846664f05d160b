package dev.varve.events;

/**
 * Anything recorded. Who did it, on which host, with which version, why and under which ticket stand in the event's metadata (see
 * {@link Circumstances}); when stands in its timestamp.
 */
public sealed interface VarveEvent permits TargetEvent, RunEvent {

    /** The name of the watched database that the event is about. */
    String target();
}
