package dev.varve.query.app;

import dev.varve.cli.Home;
import dev.varve.server.CommandSide;
import dev.varve.store.StoreAddress;

/**
 * What a server serves, and where.
 *
 * @param address the host name or number that it listens on
 * @param port 0 for any that is free
 * @param plainHttp whether it may be reached from elsewhere without TLS
 * @param version Varve's own
 * @param commandSide {@code null} for one that only shows; closed by who opened it
 */
public record ServerPlace(
        Home home,
        StoreAddress store,
        String address,
        int port,
        boolean plainHttp,
        String version,
        CommandSide commandSide) {

    public static final String LOOPBACK = "127.0.0.1";

    /** On this machine alone, on any port, only showing. */
    static ServerPlace here(Home home, StoreAddress store) {
        return new ServerPlace(home, store, LOOPBACK, 0, false, "unpackaged", null);
    }
}
