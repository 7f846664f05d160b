package dev.varve.command.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that runs as a process, leader of a session that its own children belong to. */
public record Session(String line, Process process, Path out, Path err) {

    private static final int LONGEST_MINUTES = 4;

    public long id() {
        return process.pid();
    }

    /** Waits for the command's own end. */
    public Ended end() {
        try {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                signal("KILL");
                throw new AssertionError(line + " did not end; " + Files.readString(err));
            }
            return new Ended(line, process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Sends a signal to every process of the session at once, as a terminal does. */
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, "--", "-" + id())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Sends a signal to the command alone, not to what it started. */
    void signalAlone(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(id())).start().waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Which processes of the session live now. */
    public List<Long> alive() {
        try (var processes = Files.list(Path.of("/proc"))) {
            return processes
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(Long::valueOf)
                    .filter(this::isMine)
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean isMine(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return !fields[0].equals("Z") && !fields[0].equals("X") && Long.parseLong(fields[2]) == id();
        } catch (IOException | RuntimeException gone) {
            return false;
        }
    }
}
