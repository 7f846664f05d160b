package dev.varve.engine.database.postgres;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Closes a socket whose system has sent something again and again, and got no receipt. Keepalives do not help there: they are not
 * sent while data is under way, and Linux goes on for about fifteen minutes ({@code tcp_retries2}). The option that would bound it,
 * {@code TCP_USER_TIMEOUT}, cannot be set from Java; so what Linux tells of its sockets is looked at. Other systems tell nothing:
 * there it stays at what they do by themselves.
 */
final class UnacknowledgedSockets {

    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final long RECEIVED = Long.MIN_VALUE;
    private static final UnacknowledgedSockets ALL = new UnacknowledgedSockets();

    /** Each with the moment from which on it was seen to wait for a receipt. */
    private final Map<Socket, Long> watched = new WeakHashMap<>();

    private boolean looking;

    private UnacknowledgedSockets() {}

    /** From when it is connected until it is closed. */
    static void watch(Socket socket) {
        if (SystemSockets.areTold()) {
            ALL.add(socket);
        }
    }

    private synchronized void add(Socket socket) {
        watched.put(socket, RECEIVED);
        if (!looking) {
            looking = true;
            var thread = Executors.newSingleThreadScheduledExecutor(task ->
                    Thread.ofPlatform().name("unacknowledged-sockets").daemon().unstarted(task));
            var unused = thread.scheduleWithFixedDelay(
                    this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void look() {
        watched.keySet().removeIf(Socket::isClosed);
        if (!watched.isEmpty()) {
            var seen = SystemSockets.look();
            watched.replaceAll((socket, since) -> seen.sendsAgain(socket) ? unreceived(socket, since) : RECEIVED);
        }
    }

    private static long unreceived(Socket socket, long since) {
        if (since == RECEIVED) {
            return System.nanoTime();
        }
        if (System.nanoTime() - since >= Silence.UNACKNOWLEDGED.toNanos()) {
            end(socket);
        }
        return since;
    }

    /** What was not delivered until now must not be delivered later: whoever looks at the database meanwhile would be deceived. */
    private static void end(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // That is what was wanted.
        }
    }
}
