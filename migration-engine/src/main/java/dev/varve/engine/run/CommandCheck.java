package dev.varve.engine.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs the operator's own command in a shell: exit code 0 passes. What it prints goes to a file. */
public final class CommandCheck implements SmokeCheck {

    private final String command;
    private final Path folder;
    private final Path output;
    private final Duration limit;

    /**
     * @param folder where it runs
     * @param output the file that receives what it prints
     * @param limit how long it may take; it is stopped then, and has failed
     */
    public CommandCheck(String command, Path folder, Path output, Duration limit) {
        this.command = command;
        this.folder = folder;
        this.output = output;
        this.limit = limit;
    }

    @Override
    public String name() {
        return command;
    }

    @Override
    public Answer run() {
        try {
            var process = new ProcessBuilder("/bin/sh", "-c", command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            return await(process);
        } catch (IOException failed) {
            return new Answer(false, "expected to start it, found " + failed.getMessage());
        }
    }

    private Answer await(Process process) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                var code = process.exitValue();
                return new Answer(code == 0, "expected exit code 0, found " + code + "; its output is in " + output);
            }
            process.destroyForcibly();
            return new Answer(false, "expected an end within " + limit.toSeconds() + " s, found it still running");
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return new Answer(false, "interrupted while it ran");
        }
    }
}
