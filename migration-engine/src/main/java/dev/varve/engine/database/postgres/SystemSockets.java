package dev.varve.engine.database.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The TCP connections that send again what got no receipt, as Linux tells it
 * (<a href="https://docs.kernel.org/networking/proc_net_tcp.html">/proc/net/tcp</a>).
 *
 * @param sendingAgain local and remote end of each, in the system's notation
 */
record SystemSockets(Set<String> sendingAgain) {

    private static final List<Path> TOLD = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int SENT_AGAIN = 6;
    private static final String NEVER = "00000000";

    /** Before an IPv4 address of a socket that could have been one of IPv6. */
    private static final String MAPPED = "0000000000000000FFFF0000";

    static boolean areTold() {
        return TOLD.stream().anyMatch(Files::isReadable);
    }

    /** Nothing where nothing is told. */
    static SystemSockets look() {
        var found = new HashSet<String>();
        for (var told : TOLD) {
            try (var lines = Files.lines(told)) {
                sendingAgain(lines).forEach(found::add);
            } catch (IOException | UncheckedIOException untold) {
                // A system without IPv6 has no such file.
            }
        }
        return new SystemSockets(Set.copyOf(found));
    }

    private static Stream<String> sendingAgain(Stream<String> lines) {
        return lines.skip(1)
                .map(line -> SPACE.split(line.strip()))
                .filter(fields -> fields.length > SENT_AGAIN && !fields[SENT_AGAIN].equals(NEVER))
                .map(fields -> plain(fields[LOCAL]) + " " + plain(fields[REMOTE]));
    }

    private static String plain(String end) {
        return end.startsWith(MAPPED) ? end.substring(MAPPED.length()) : end;
    }

    boolean sendsAgain(Socket socket) {
        return socket.isConnected()
                && !sendingAgain.isEmpty()
                && sendingAgain.contains(end(socket.getLocalAddress(), socket.getLocalPort()) + " "
                        + end(socket.getInetAddress(), socket.getPort()));
    }

    /** Words of four bytes in the machine's own order. */
    private static String end(InetAddress address, int port) {
        var bytes = ByteBuffer.wrap(address.getAddress()).order(ByteOrder.nativeOrder());
        var end = new StringBuilder();
        while (bytes.hasRemaining()) {
            end.append(String.format(Locale.ROOT, "%08X", bytes.getInt()));
        }
        return end.append(String.format(Locale.ROOT, ":%04X", port)).toString();
    }
}
