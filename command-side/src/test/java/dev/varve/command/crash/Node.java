package dev.varve.command.crash;

import dev.varve.command.endtoend.Ended;
import dev.varve.command.endtoend.Session;
import dev.varve.command.endtoend.Terminal;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A machine with a home of its own over the shared store: what runs there, and its end all at once. */
final class Node {

    private final Terminal terminal;
    private final Collection<Session> running = new ConcurrentLinkedQueue<>();
    private Session dashboard;
    private boolean dead;

    Node(Terminal terminal) {
        this.terminal = terminal;
    }

    Terminal terminal() {
        return terminal;
    }

    void startDashboard() {
        dashboard = start(terminal::startDashboard);
    }

    /** Whether a claim on the views is its dashboard's. */
    boolean owns(String owner) {
        return owner.startsWith(dashboard.id() + "-");
    }

    /** A command to its end; {@code null} if the machine is no longer there. */
    Ended run(String... words) {
        var session = start(() -> terminal.start(words));
        if (session == null) {
            return null;
        }
        try {
            return session.end();
        } finally {
            running.remove(session);
        }
    }

    private interface Start {
        Session session();
    }

    private synchronized Session start(Start start) {
        if (dead) {
            return null;
        }
        var session = start.session();
        running.add(session);
        return session;
    }

    /** Kills every process of it, with the children, and says how many commands were at work. */
    synchronized int kill() {
        dead = true;
        running.forEach(session -> session.signal("KILL"));
        return running.size() - (dashboard == null ? 0 : 1);
    }
}
