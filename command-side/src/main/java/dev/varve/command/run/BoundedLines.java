package dev.varve.command.run;

import dev.varve.engine.hash.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads lines of any length without ever holding more than the beginning of one; tells size and hash of all that it read. */
final class BoundedLines {

    static final int LONGEST = 64 * 1024;
    private static final int BUFFER = 64 * 1024;

    private final Consumer<Line> consumer;
    private final Sha256 digest;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private long lineBytes;
    private long bytes;

    /**
     * One line.
     *
     * @param head its beginning, at most {@value #LONGEST} bytes
     * @param bytes how many it has, without its end
     * @param isWhole whether the head is all of it
     */
    record Line(String head, long bytes, boolean isWhole) {}

    BoundedLines(Sha256 digest, Consumer<Line> consumer) {
        this.digest = digest;
        this.consumer = consumer;
    }

    /** Reads to the end. */
    void read(InputStream stream) throws IOException {
        var buffer = new byte[BUFFER];
        for (var count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            digest.add(buffer, 0, count);
            bytes += count;
            take(buffer, count);
        }
        if (lineBytes > 0) {
            endLine();
        }
    }

    /** How many bytes were read. */
    long bytes() {
        return bytes;
    }

    private void take(byte[] buffer, int count) {
        var from = 0;
        for (var i = 0; i < count; i++) {
            if (buffer[i] == '\n') {
                keep(buffer, from, i);
                endLine();
                from = i + 1;
            }
        }
        keep(buffer, from, count);
    }

    private void keep(byte[] buffer, int from, int to) {
        head.write(buffer, from, Math.min(to - from, LONGEST - head.size()));
        lineBytes += to - from;
    }

    private void endLine() {
        var text = head.toString(StandardCharsets.UTF_8);
        consumer.accept(new Line(text, lineBytes, lineBytes == head.size()));
        head.reset();
        lineBytes = 0;
    }
}
