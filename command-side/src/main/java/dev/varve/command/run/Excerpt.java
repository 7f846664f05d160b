package dev.varve.command.run;

import dev.varve.command.append.Redaction;
import dev.varve.command.run.BoundedLines.Line;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/** What an event keeps of a file that may be of any size: all of it, or its first and its last lines. Without secrets. */
final class Excerpt {

    /** Of the beginning, and as much of the end. */
    static final int LONGEST_PART = 256 * 1024;

    private final Redaction redaction;
    private final Function<CutLine, String> cutLine;
    private final ByteArrayOutputStream first = new ByteArrayOutputStream();
    private final Deque<Kept> last = new ArrayDeque<>();
    private boolean firstIsFull;
    private int lastBytes;
    private LeftOut leftOut = new LeftOut(0, 0);

    /**
     * A line that was too long.
     *
     * @param head its beginning, redacted
     */
    record CutLine(String head, long bytes) {}

    /** What stands between the first and the last lines, in the file's own bytes. */
    record LeftOut(long lines, long bytes) {

        private LeftOut and(Kept line) {
            return new LeftOut(lines + 1, bytes + line.bytesInFile());
        }
    }

    private record Kept(String text, long bytesInFile) {

        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        int size() {
            return bytes().length;
        }
    }

    /** @param cutLine how a line is written of which only the beginning is known */
    Excerpt(Redaction redaction, Function<CutLine, String> cutLine) {
        this.redaction = redaction;
        this.cutLine = cutLine;
    }

    void add(Line line) {
        var text = line.isWhole()
                ? redaction.of(line.head())
                : cutLine.apply(new CutLine(redaction.ofCut(line.head()), line.bytes()));
        keep(new Kept(text + "\n", line.bytes() + 1));
    }

    private void keep(Kept line) {
        if (!firstIsFull && first.size() + line.size() <= LONGEST_PART) {
            first.writeBytes(line.bytes());
            return;
        }
        firstIsFull = true;
        last.addLast(line);
        lastBytes += line.size();
        while (lastBytes > LONGEST_PART) {
            var dropped = last.removeFirst();
            lastBytes -= dropped.size();
            leftOut = leftOut.and(dropped);
        }
    }

    /** @param note tells in one line what is missing; asked only if something is */
    byte[] bytes(Function<LeftOut, String> note) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(first.toByteArray());
        if (leftOut.lines() > 0) {
            all.writeBytes((note.apply(leftOut) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        last.forEach(line -> all.writeBytes(line.bytes()));
        return all.toByteArray();
    }
}
