package dev.varve.engine.observation;

import java.util.ArrayList;

/**
 * A session of a server, as it was seen when it waited or was waited for.
 *
 * @param pid the server's process
 * @param application what the client calls itself; empty if it says nothing
 * @param role {@code null} if the server does not tell
 * @param client an address, or {@code null} for a socket of the server's own machine
 * @param state such as {@code idle in transaction}; {@code null} if this role may not see it
 * @param statement what it runs or ran last, without literals; {@code null} likewise
 */
public record SeenSession(int pid, String application, String role, String client, String state, String statement) {

    /** Such as {@code shop-web (pid 4711, role app, from 10.0.0.3, idle in transaction)}. */
    public String inWords() {
        var parts = new ArrayList<String>();
        parts.add("pid " + pid);
        if (role != null) {
            parts.add("role " + role);
        }
        if (client != null) {
            parts.add("from " + client);
        }
        parts.add(state == null ? "what it does is not shown to this role" : state);
        return calledInWords() + " (" + String.join(", ", parts) + ")";
    }

    /** What it calls itself. */
    public String calledInWords() {
        return application.isEmpty() ? "a session without application_name" : application;
    }
}
