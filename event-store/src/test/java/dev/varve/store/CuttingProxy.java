package dev.varve.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** A network between a store and its server that fails at a commit, in a way that the test chooses. */
final class CuttingProxy implements AutoCloseable {

    /** What becomes of the next commit. */
    enum Cut {
        NONE,
        /** The server never hears of it; the connection breaks. */
        BEFORE_THE_SERVER,
        /** The server has committed; the connection breaks before its answer arrives. */
        BEFORE_THE_ANSWER,
        /** Likewise, and nobody reaches the server any more. */
        FOR_GOOD,
        /** Nothing arrives any more, in either direction, and nothing breaks. */
        SILENCE
    }

    /** As the text of a statement ends in the protocol; "READ COMMITTED" goes by, too. The driver sends it once for each connection. */
    private static final String COMMIT = "COMMIT\u0000";

    private final ServerSocket socket;
    private final int server;
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NONE);
    private final AtomicInteger roundTrips = new AtomicInteger();
    private volatile boolean away;

    private CuttingProxy(ServerSocket socket, int server) {
        this.socket = socket;
        this.server = server;
    }

    static CuttingProxy before(int server) throws IOException {
        var proxy = new CuttingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
        Thread.ofPlatform().daemon().start(proxy::accept);
        return proxy;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How often a client has spoken since it was last answered, so far. */
    int roundTrips() {
        return roundTrips.get();
    }

    void atTheNextCommit(Cut cut) {
        next.set(cut);
    }

    void mend() {
        away = false;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                if (away) {
                    client.close();
                } else {
                    join(client, new Socket(InetAddress.getLoopbackAddress(), server));
                }
            } catch (IOException closed) {
                // The test has ended, or the client was faster.
            }
        }
    }

    private void join(Socket client, Socket server) {
        var cut = new AtomicReference<>(Cut.NONE);
        var asking = new AtomicBoolean();
        Thread.ofPlatform()
                .daemon()
                .start(() -> pump(client, server, piece -> {
                    if (!asking.getAndSet(true)) {
                        roundTrips.incrementAndGet();
                    }
                    return passRequest(piece, cut);
                }));
        Thread.ofPlatform()
                .daemon()
                .start(() -> pump(server, client, piece -> {
                    asking.set(false);
                    return passAnswer(cut);
                }));
    }

    /** What to do with a piece of what goes by. */
    private enum Fate {
        PASS,
        DROP,
        BREAK
    }

    private Fate passRequest(String piece, AtomicReference<Cut> cut) {
        if (cut.get() == Cut.NONE && piece.contains(COMMIT)) {
            cut.set(next.getAndSet(Cut.NONE));
            away = cut.get() == Cut.FOR_GOOD || cut.get() == Cut.SILENCE;
        }
        return switch (cut.get()) {
            case NONE, BEFORE_THE_ANSWER, FOR_GOOD -> Fate.PASS;
            case BEFORE_THE_SERVER -> Fate.BREAK;
            case SILENCE -> Fate.DROP;
        };
    }

    private static Fate passAnswer(AtomicReference<Cut> cut) {
        return switch (cut.get()) {
            case NONE -> Fate.PASS;
            case BEFORE_THE_SERVER, BEFORE_THE_ANSWER, FOR_GOOD -> Fate.BREAK;
            case SILENCE -> Fate.DROP;
        };
    }

    private static void pump(Socket from, Socket to, Function<String, Fate> fate) {
        try (from;
                to) {
            var buffer = new byte[1 << 16];
            var in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                switch (fate.apply(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
                    case PASS -> to.getOutputStream().write(buffer, 0, read);
                    case DROP -> {
                        // The sender learns nothing of it.
                    }
                    case BREAK -> {
                        return;
                    }
                }
            }
        } catch (IOException closed) {
            // One end closed it: both are closed now.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
