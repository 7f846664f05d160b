package dev.varve.command.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The witness outside of the killed tree: hears of each event once it was acknowledged, through a named pipe. */
public final class WitnessPipe implements AutoCloseable {

    private static final String FLUSH = "flush ";

    private final Path pipe;
    private final RandomAccessFile heldOpen;
    private final List<Line> lines = new ArrayList<>();
    private int flushes;

    /** One acknowledged event, and when it was heard of. */
    public record Line(String eventId, String type, long heardNanos) {}

    public WitnessPipe(Path pipe) throws IOException, InterruptedException {
        this.pipe = pipe;
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        // Open both ways: the pipe never ends, however often its writers die.
        heldOpen = new RandomAccessFile(pipe.toFile(), "rw");
        Thread.ofPlatform().daemon().name("witness").start(this::listen);
    }

    private void listen() {
        try (var reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(pipe), StandardCharsets.UTF_8))) {
            reader.lines().forEach(this::heard);
        } catch (IOException | UncheckedIOException closed) {
            return;
        }
    }

    private synchronized void heard(String text) {
        var words = text.split(" ", 2);
        lines.add(new Line(words[0], words[1], System.nanoTime()));
        notifyAll();
    }

    /** What was acknowledged before this call is of no more interest, also what the pipe still holds. */
    public void forget() {
        all();
        synchronized (this) {
            lines.clear();
        }
    }

    /** Waits for the nth event of a kind. */
    public Line await(String type, int nth, Process process) {
        return await(
                heard -> heard.stream()
                        .filter(line -> line.type().equals(type))
                        .skip(nth - 1L)
                        .findFirst()
                        .orElse(null),
                process);
    }

    private synchronized Line await(java.util.function.Function<List<Line>, Line> wanted, Process process) {
        var deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        try {
            while (true) {
                var found = wanted.apply(lines);
                if (found != null || System.nanoTime() > deadline || (process != null && !process.isAlive())) {
                    return found;
                }
                wait(20);
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Everything that was acknowledged before this call. */
    public List<Line> all() {
        var mark = FLUSH + ++flushes;
        try {
            Files.writeString(pipe, mark + "\n", StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Predicate<Line> isMark = line -> (line.eventId() + " " + line.type()).equals(mark);
        await(heard -> heard.stream().filter(isMark).findFirst().orElse(null), null);
        synchronized (this) {
            return lines.stream()
                    .filter(line -> !line.eventId().equals(FLUSH.strip()))
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        heldOpen.close();
    }
}
