package dev.varve.engine.tool.alembic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Our script for the user's Python, and how it gets there: a short program on the command line reads it from stdin, so that it
 * needs no file on the other side, be that a container.
 */
final class RunnerScript {

    private static final List<String> PARTS =
            List.of("channel.py", "watch.py", "silence.py", "transactions.py", "failure.py", "project.py", "runner.py");

    /** Reads eight digits, then as many bytes of script, and nothing beyond: the rest of stdin is the conversation. */
    private static final String BOOTSTRAP = """
            import os
            def take(n):
                b = b''
                while len(b) < n:
                    c = os.read(0, n - len(b))
                    if not c: raise SystemExit(70)
                    b += c
                return b
            scope = {'__name__': 'varve_runner'}
            exec(compile(take(int(take(8))), 'varve_runner.py', 'exec'), scope)
            scope['main']()
            """;

    private RunnerScript() {}

    /** What follows the interpreter on its command line. */
    static List<String> arguments() {
        return List.of("-u", "-c", BOOTSTRAP);
    }

    /** What the interpreter must be sent first. */
    static byte[] delivery() {
        var script = new ByteArrayOutputStream();
        for (var part : PARTS) {
            script.writeBytes(read(part));
        }
        var message = new ByteArrayOutputStream();
        message.writeBytes(String.format(Locale.ROOT, "%08d", script.size()).getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(script.toByteArray());
        return message.toByteArray();
    }

    private static byte[] read(String part) {
        try (var stream = RunnerScript.class.getResourceAsStream(part)) {
            if (stream == null) {
                throw new IllegalStateException("expected the resource " + part + " beside " + RunnerScript.class);
            }
            return stream.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
