package dev.varve.command.run;

import dev.varve.command.append.HostLock;

/** Both locks outside the store: this machine's, and the server's if the database stands on one. Let go together. */
public final class HeldDatabase implements AutoCloseable {

    private final HostLock onHost;
    private final ServerHold onServer;

    HeldDatabase(HostLock onHost, ServerHold onServer) {
        this.onHost = onHost;
        this.onServer = onServer;
    }

    HostLock onHost() {
        return onHost;
    }

    ServerHold onServer() {
        return onServer;
    }

    @Override
    public void close() {
        try (onHost) {
            onServer.close();
        }
    }
}
