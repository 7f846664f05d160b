package dev.varve.events;

/** A session of a server as recorded; {@code statement} is without literals, {@code null} where the role may not see it. */
public record RecordedSession(
        int pid, String application, String role, String client, String state, String statement) {}
