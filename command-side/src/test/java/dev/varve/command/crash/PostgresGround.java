package dev.varve.command.crash;

import static org.awaitility.Awaitility.await;

import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server that may be stopped, and the wire behind which its clients are. */
final class PostgresGround implements AutoCloseable {

    /** The watched database keeps it, as it keeps its name: by both Varve knows it. */
    private static final int NUMBER = 900_001;

    private static final String APP = "app";
    private static final String STORE = "store";

    private final PostgresServer server;
    private final Wire wire;

    private PostgresGround(PostgresServer server, Wire wire) {
        this.server = server;
        this.wire = wire;
    }

    static PostgresGround in(Path folder) throws IOException, InterruptedException {
        var wire = Wire.laid();
        return new PostgresGround(PostgresServer.durableIn(folder, wire.network()), wire);
    }

    PostgresServer server() {
        return server;
    }

    Wire wire() {
        return wire;
    }

    PostgresTestDatabase app() {
        return database(APP);
    }

    private PostgresTestDatabase database(String name) {
        return new PostgresTestDatabase(server, name);
    }

    /** The watched database as it is reached from both sides of the wire. */
    String appUrl() {
        return url("postgresql+psycopg2", APP);
    }

    String storeUrl() {
        return url("postgresql", STORE);
    }

    private String url(String scheme, String database) {
        return scheme + "://" + PostgresServer.ADMIN + "@" + wire.server() + ":" + server.port() + "/" + database;
    }

    /** A watched database as the template is, and nothing beside it; likewise the store. */
    void bringBack(String start, String store) {
        for (var left : server("SELECT datname FROM pg_database WHERE datname = '" + STORE + "' OR datname ~ '^" + APP
                + "(__varve_|$)' OR datname ~ '^varve_scratch_'")) {
            server.execute("DROP DATABASE \"" + left + "\" WITH (FORCE)");
        }
        server.execute("CREATE DATABASE " + APP + " TEMPLATE " + start + " OID " + NUMBER);
        if (store != null) {
            server.execute("CREATE DATABASE " + STORE + " TEMPLATE " + store);
        }
    }

    /** Keeps the store as it is now under another name. */
    void keepStore(String name) {
        server("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + STORE + "'");
        awaitNobody("datname = '" + STORE + "'");
        server.execute("CREATE DATABASE " + name + " TEMPLATE " + STORE);
    }

    void makeStore() {
        server.execute("CREATE DATABASE " + STORE);
    }

    /** Ends what the server still does for clients that it cannot reach any more, as an operator does who knows that they are dead. */
    void endSessionsBehindTheWire() {
        server("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE client_addr = '" + wire.client() + "'");
        awaitNobodyBehindTheWire();
    }

    /** The server finishes the statement of a client that died in it, and only then notices. */
    void awaitNobodyBehindTheWire() {
        awaitNobody("client_addr = '" + wire.client() + "'");
    }

    private void awaitNobody(String of) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .pollDelay(Duration.ZERO)
                .until(() ->
                        server("SELECT 1 FROM pg_stat_activity WHERE " + of).isEmpty());
    }

    /** Whether a swap that was killed lets nobody in. */
    boolean isBarred() {
        return server("SELECT 1 FROM pg_database WHERE datname = '" + APP + "' AND datallowconn")
                .isEmpty();
    }

    /** A copy of a database that lets nobody in, to look at. */
    PostgresTestDatabase copyOfBarred() {
        server.execute("DROP DATABASE IF EXISTS looked_at WITH (FORCE)", "CREATE DATABASE looked_at TEMPLATE " + APP);
        return database("looked_at");
    }

    private List<String> server(String sql) {
        return database("postgres").texts(sql);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try (wire) {
            server.close();
        }
    }
}
