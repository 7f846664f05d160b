package dev.varve.events;

/**
 * Anything recorded. Who did it, on which host, with which version, why and under which ticket stand in the event's metadata (see
 * {@link Circumstances}); when stands in its timestamp.
 */
public sealed interface VarveEvent permits TargetEvent, RunEvent, AccessEvent {

    /** The name of the watched database that the event is about; {@code null} if it is about none, as every {@link AccessEvent}. */
    String target();
}
