package dev.varve.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;

/** An {@link Appender} in a JVM of its own, and what it has said so far. */
final class AppendingProcess {

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    private AppendingProcess(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().start(this::listen);
    }

    static AppendingProcess start(Object place, String name, int appends, String how) throws IOException {
        return start(List.of(), place, name, appends, how);
    }

    /** One that opens the store and then waits for {@link #begin()}. */
    static AppendingProcess atTheLine(Object place, String name, int appends, String how) throws IOException {
        return launch(List.of(), place, name, appends, how);
    }

    /** {@code before} is the command that starts the JVM, such as a shell that sets a limit. */
    static AppendingProcess start(List<String> before, Object place, String name, int appends, String how)
            throws IOException {
        return launch(before, place, name, appends, how).begin();
    }

    private static AppendingProcess launch(List<String> before, Object place, String name, int appends, String how)
            throws IOException {
        var command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Appender.class.getName(),
                place.toString(),
                name,
                String.valueOf(appends),
                how));
        return new AppendingProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Waits until it has opened the store. */
    void awaitReady() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> lines().contains("ready") || !process.isAlive());
    }

    /** Lets it append. */
    AppendingProcess begin() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return this;
    }

    private void listen() {
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            synchronized (lines) {
                lines.add("cannot listen: " + e);
            }
        } finally {
            ended.countDown();
        }
    }

    /** Everything said so far; complete once the process has ended. */
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** The names of the events whose append was acknowledged. */
    List<String> acknowledged() {
        return after("ack ");
    }

    /** The names of the events that a process which failed found in the store afterwards. */
    List<String> kept() {
        return after("kept ");
    }

    private List<String> after(String word) {
        return lines().stream()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .toList();
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    int await() throws InterruptedException {
        ended.await();
        return process.waitFor();
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        await();
    }
}
