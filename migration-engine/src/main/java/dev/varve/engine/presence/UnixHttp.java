package dev.varve.engine.presence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** HTTP over a Unix domain socket, as far as a daemon's answers to a question need it: the JDK's client has none. */
final class UnixHttp {

    private static final int LONGEST_BYTES = 16 * 1024 * 1024;

    private final Path socket;
    private final Duration limit;

    /** @param limit how long one answer may take */
    UnixHttp(Path socket, Duration limit) {
        this.socket = socket;
        this.limit = limit;
    }

    /**
     * Asks.
     *
     * @param path an absolute path without anything that would have to be encoded
     * @return the body of the answer with status 200, as UTF-8
     * @throws IOException if nobody listens there, the answer takes too long, or it is another
     */
    String get(String path) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            var alarm = CompletableFuture.runAsync(
                    () -> close(channel), CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
            channel.connect(UnixDomainSocketAddress.of(socket));
            var request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
                    + "Connection: close\r\n\r\n";
            var bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            var answer = everything(channel);
            alarm.cancel(false);
            return HttpAnswer.parse(answer).body();
        } catch (AsynchronousCloseException late) {
            throw new IOException("no answer within " + limit.toSeconds() + " s", late);
        }
    }

    private static byte[] everything(SocketChannel channel) throws IOException {
        var all = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(64 * 1024);
        while (channel.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
            if (all.size() > LONGEST_BYTES) {
                throw new IOException("an answer of more than " + LONGEST_BYTES + " bytes");
            }
        }
        return all.toByteArray();
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException alreadyClosed) {
            // The answer came in this very moment.
        }
    }
}
