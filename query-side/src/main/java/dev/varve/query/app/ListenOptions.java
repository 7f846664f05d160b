package dev.varve.query.app;

import dev.varve.cli.Home;
import dev.varve.server.CommandSide;
import dev.varve.store.StoreAddress;
import picocli.CommandLine.Option;

/** Where a server listens, as both mains take it. */
public final class ListenOptions {

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The port (default: 8080; 0: any free).")
    private int port;

    @Option(
            names = "--address",
            paramLabel = "HOST",
            defaultValue = ServerPlace.LOOPBACK,
            description = "Listen on this address (default: 127.0.0.1, this machine alone).")
    private String address;

    @Option(
            names = "--plain-http",
            description = "Listen beyond this machine without TLS, because a proxy before it speaks TLS.")
    private boolean plainHttp;

    /** What is served there. {@code commandSide} may be {@code null}. */
    public ServerPlace place(Home home, StoreAddress store, String version, CommandSide commandSide) {
        return new ServerPlace(home, store, address, port, plainHttp, version, commandSide);
    }
}
