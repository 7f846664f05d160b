package dev.varve.engine.tool.alembic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Takes a runner's stream apart: what stands behind the mark is our script's, everything else is what somebody printed, be it JSON
 * or without an end of line. Of what was printed never more than a piece is held.
 */
final class RunnerStream {

    private static final int LONGEST_PIECE = 64 * 1024;
    private static final int BUFFER = 8 * 1024;
    private static final int CHARACTER_GOES_ON_MASK = 0xc0;
    private static final int CHARACTER_GOES_ON = 0x80;

    private final String mark;
    private final Consumer<String> said;
    private final Consumer<String> printed;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean marked;

    /** @param mark {@code null} where only people are spoken to */
    RunnerStream(String mark, Consumer<String> said, Consumer<String> printed) {
        this.mark = mark;
        this.said = said;
        this.printed = printed;
    }

    /** Reads to the end. */
    void read(InputStream stream) throws IOException {
        var buffer = new byte[BUFFER];
        for (var count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            var from = 0;
            for (var i = 0; i < count; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, from, i - from);
                    endLine();
                    from = i + 1;
                }
            }
            line.write(buffer, from, count - from);
            cutWhatWasPrinted();
        }
        if (line.size() > 0) {
            endLine();
        }
    }

    private void endLine() {
        var text = text();
        var at = mark == null ? -1 : text.indexOf(mark);
        line.reset();
        marked = false;
        if (at < 0) {
            printed.accept(text);
            return;
        }
        if (at > 0) {
            printed.accept(text.substring(0, at));
        }
        said.accept(text.substring(at + mark.length()));
    }

    /** Without a mark a long line is passed on in pieces, cut where neither a word nor a beginning mark is cut through. */
    private void cutWhatWasPrinted() {
        if (line.size() < LONGEST_PIECE || isMarked()) {
            return;
        }
        var bytes = line.toByteArray();
        var end = endOfPiece(bytes);
        printed.accept(new String(bytes, 0, end, StandardCharsets.UTF_8));
        line.reset();
        line.write(bytes, end, bytes.length - end);
    }

    private int endOfPiece(byte[] bytes) {
        for (var space = bytes.length - 1; space > bytes.length / 2; space--) {
            if (bytes[space] == ' ') {
                return space + 1;
            }
        }
        var end = bytes.length - (mark == null ? 1 : mark.length());
        while ((bytes[end] & CHARACTER_GOES_ON_MASK) == CHARACTER_GOES_ON) {
            end--;
        }
        return end;
    }

    private boolean isMarked() {
        if (!marked && mark != null) {
            marked = text().contains(mark);
        }
        return marked;
    }

    private String text() {
        return line.toString(StandardCharsets.UTF_8);
    }
}
