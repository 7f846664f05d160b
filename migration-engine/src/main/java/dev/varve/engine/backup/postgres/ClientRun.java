package dev.varve.engine.backup.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * One run of a client tool. What it reads or writes goes through this process, so that it ends when this process is killed: an orphan would
 * hold its locks against the next migration.
 */
final class ClientRun implements AutoCloseable {

    private static final List<String> KEPT =
            List.of("PATH", "HOME", "LD_LIBRARY_PATH", "TMPDIR", "PGPASSFILE", "KRB5CCNAME");
    private static final int LINES_TOLD = 20;

    private final Process process;
    private final PostgresAccess access;
    private final CompletableFuture<String> errors;
    private final Thread atExit;

    private ClientRun(Process process, PostgresAccess access) {
        this.process = process;
        this.access = access;
        this.errors = CompletableFuture.supplyAsync(
                () -> read(process.getErrorStream()),
                task -> Thread.ofPlatform().daemon().start(task));
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** @param variables beside the few of the surroundings that let programs run at all */
    static ClientRun start(
            List<String> command,
            Map<String, String> surroundings,
            Map<String, String> variables,
            PostgresAccess access)
            throws IOException {
        var builder = new ProcessBuilder(command);
        environment(builder, surroundings).putAll(variables);
        return new ClientRun(builder.start(), access);
    }

    /** What a program prints that needs no database; nothing if it cannot run. */
    static String output(List<String> command, Map<String, String> surroundings) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            environment(builder, surroundings);
            var process = builder.start();
            process.getOutputStream().close();
            return read(process.getInputStream());
        } catch (IOException cannotRun) {
            return "";
        }
    }

    private static Map<String, String> environment(ProcessBuilder builder, Map<String, String> surroundings) {
        var environment = builder.environment();
        environment.clear();
        KEPT.stream().filter(surroundings::containsKey).forEach(name -> environment.put(name, surroundings.get(name)));
        environment.put("LC_ALL", "C");
        return environment;
    }

    InputStream output() {
        return process.getInputStream();
    }

    OutputStream input() {
        return process.getOutputStream();
    }

    /** Waits for its end; whether it said that all went well. */
    boolean succeeded() {
        return exitCode() == 0;
    }

    /**
     * Its last complaints. Only the tool's own lines: what the server adds below them shows values of rows.
     */
    String said() {
        var lines = errors.join().lines().filter(line -> line.startsWith("pg_")).toList();
        var last = lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size());
        var text = last.stream().map(String::strip).collect(Collectors.joining("; "));
        return text.isEmpty() ? "exit code " + exitCode() + " without a word" : access.redact(text);
    }

    /** By its own wait: a future of its end would need a free thread of the common pool. */
    private int exitCode() {
        var interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException again) {
                    interrupted = true;
                    process.destroyForcibly();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ended) {
            return "";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // the hook itself ends it then
        }
    }
}
