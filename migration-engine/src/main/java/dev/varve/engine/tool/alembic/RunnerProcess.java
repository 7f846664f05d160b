package dev.varve.engine.tool.alembic;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A running Python with our script in it. One thread talks with it; what it says and what it prints arrive in one queue.
 *
 * <p>Bounded, so that a tool that says more than is listened to waits instead of filling our memory.
 */
final class RunnerProcess implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int QUEUED_MESSAGES = 1_000;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Process process;
    private final OutputStream toRunner;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>(QUEUED_MESSAGES);
    private final boolean expendable;
    private volatile boolean closed;

    private RunnerProcess(Process process, boolean expendable) {
        this.process = process;
        this.expendable = expendable;
        this.toRunner = process.getOutputStream();
    }

    /**
     * Starts the command, delivers the script and gives it its job.
     *
     * @param expendable whether the job only reads, so that its process may be killed
     * @throws IOException if the command cannot be started
     */
    static RunnerProcess start(ProcessBuilder command, ObjectNode job, boolean expendable) throws IOException {
        var runner = new RunnerProcess(command.start(), expendable);
        var mark = "varve:" + UUID.randomUUID() + ":";
        var people = new RunnerStream(null, runner::said, runner::printed);
        var printed = runner.listen("varve-tool-stderr", runner.process.getErrorStream(), people, () -> {});
        var script = new RunnerStream(mark, runner::said, runner::printed);
        runner.listen("varve-tool-stdout", runner.process.getInputStream(), script, () -> runner.ended(printed));
        runner.deliver(job.put("mark", mark));
        return runner;
    }

    private void deliver(JsonNode job) {
        try {
            toRunner.write(RunnerScript.delivery());
        } catch (IOException died) {
            // A command that died at once tells why on stderr and by its exit code: that is heard next.
            return;
        }
        send(job);
    }

    /** The process that works: the one that the script told, if it can be seen from here, else the command's. */
    long pidOf(Long told) {
        var seen = told != null
                && ProcessHandle.of(told)
                        .filter(handle -> handle.pid() == process.pid() || isBelow(handle))
                        .isPresent();
        return seen ? told : process.pid();
    }

    private boolean isBelow(ProcessHandle handle) {
        return process.toHandle().descendants().anyMatch(handle::equals);
    }

    /** Lets the script go on with what it asked for. */
    void go() {
        send(JSON.createObjectNode().put("go", true));
    }

    /** Asks the script to end before its next statement. */
    void stop(String reason) {
        send(JSON.createObjectNode().put("stop", reason));
    }

    private void send(JsonNode message) {
        try {
            toRunner.write((JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
            toRunner.flush();
        } catch (IOException died) {
            // Its end is in the queue, or about to be.
            return;
        }
    }

    /** What comes next, or {@link Heard.Silence}. */
    Heard next(Duration patience) {
        try {
            var next = heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return next == null ? new Heard.Silence() : next;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while listening to the tool", interrupted);
        }
    }

    private Thread listen(String name, InputStream stream, RunnerStream lines, Runnable atEnd) {
        return Thread.ofPlatform().daemon().name(name).start(() -> {
            try (stream) {
                lines.read(stream);
            } catch (IOException closedUnderUs) {
                // The process is gone, which the end below tells.
                return;
            } finally {
                atEnd.run();
            }
        });
    }

    /** A line with our mark that is no message was mangled on the way: the conversation cannot go on with it. */
    private void said(String message) {
        try {
            var fields = JSON.readTree(message);
            put(new Heard.Said(fields.path("say").asString(""), fields));
        } catch (JacksonException mangled) {
            put(new Heard.Said("a mangled message", JSON.createObjectNode().put("found", message)));
        }
    }

    private void printed(String line) {
        put(new Heard.Printed(line));
    }

    private void ended(Thread printed) {
        try {
            printed.join(GRACE);
            put(new Heard.Ended(process.waitFor()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(Heard one) {
        try {
            while (!closed && !heard.offer(one, 1, TimeUnit.SECONDS)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the conversation, at which the script ends before its next statement. Only a reading one is ever killed. */
    @Override
    public void close() {
        closed = true;
        try {
            toRunner.close();
        } catch (IOException died) {
            closed = true;
        }
        if (expendable && !endsInTime()) {
            process.destroyForcibly();
        }
    }

    private boolean endsInTime() {
        try {
            return process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
