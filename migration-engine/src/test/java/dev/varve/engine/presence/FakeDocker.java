package dev.varve.engine.presence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A container daemon for tests: speaks HTTP on a Unix domain socket, its answers in chunks, as Docker's own does. */
public final class FakeDocker implements AutoCloseable {

    private final Path socket;
    private final ServerSocketChannel server;
    private final Map<String, String> containers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile String statusLine = "HTTP/1.1 200 OK";

    private FakeDocker(Path socket, ServerSocketChannel server) {
        this.socket = socket;
        this.server = server;
    }

    /**
     * Listens there.
     *
     * @param socket a short path: the name of a socket has at most 108 bytes
     */
    public static FakeDocker at(Path socket) {
        try {
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            var docker = new FakeDocker(socket, server);
            Thread.ofVirtual().start(docker::serve);
            return docker;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Path socket() {
        return socket;
    }

    /** A container starts, with one mount. */
    public FakeDocker running(String id, String name, Path source, String destination, boolean writable) {
        containers.put(id, """
                {"Id": "%s", "Names": ["/%s"], "Image": "ghcr.io/example/%s:main", "State": "running",
                 "Mounts": [{"Type": "bind", "Source": "%s", "Destination": "%s", "RW": %s}]}""".formatted(id, name, name, source, destination, writable));
        return this;
    }

    /** A container stops. */
    public void stop(String id) {
        containers.remove(id);
    }

    /** From now on it answers only so. */
    public FakeDocker answering(String otherStatusLine) {
        statusLine = otherStatusLine;
        return this;
    }

    /** The requests' first lines. */
    public List<String> requests() {
        return requests;
    }

    private void serve() {
        while (server.isOpen()) {
            try (var client = server.accept()) {
                answer(client);
            } catch (IOException closed) {
                // The test is over, or the client went away.
            }
        }
    }

    private void answer(SocketChannel client) throws IOException {
        var buffer = ByteBuffer.allocate(4096);
        var request = "";
        while (!request.endsWith("\r\n\r\n") && client.read(buffer) >= 0) {
            request = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
        }
        var line = request.lines().findFirst().orElse("");
        requests.add(line);
        client.write(StandardCharsets.UTF_8.encode(statusLine
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                + inChunks(body(line))));
    }

    private String body(String requestLine) {
        return requestLine.startsWith("GET /containers/json ")
                ? containers.values().stream().collect(Collectors.joining(",", "[", "]"))
                : "{\"State\": {\"Running\": true, \"StartedAt\": \"2026-11-22T10:15:00.123456789Z\"}}";
    }

    private static String inChunks(String body) {
        var half = body.length() / 2;
        return List.of(body.substring(0, half), body.substring(half)).stream()
                        .filter(chunk -> !chunk.isEmpty())
                        .map(chunk -> Integer.toHexString(chunk.getBytes(StandardCharsets.UTF_8).length) + "\r\n"
                                + chunk + "\r\n")
                        .collect(Collectors.joining())
                + "0\r\n\r\n";
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
