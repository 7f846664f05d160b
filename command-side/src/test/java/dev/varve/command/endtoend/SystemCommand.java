package dev.varve.command.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A program of the operating system, such as {@code mount}. */
final class SystemCommand {

    private SystemCommand() {}

    /** Runs it to its end and tells its exit code; what it says is of no interest. */
    static int run(String... line) {
        try {
            return new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
