package dev.varve.command.serve;

import dev.varve.cli.PrivateFiles;
import dev.varve.command.append.ThisMachine;
import dev.varve.engine.tool.alembic.ProcessStart;
import dev.varve.server.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of one order's process: which it is, what it printed, how it ended. It says its end itself, so that a server
 * started meanwhile knows it too.
 */
public final class OrderFolder {

    /** Tells a command's process where to say how it ended. */
    private static final String VARIABLE = "VARVE_ORDER";

    private final Path folder;

    OrderFolder(Path folder) {
        this.folder = folder;
    }

    /** Says how this process ended, if a server started it. What it starts itself has another id, and is not taken for it. */
    public static void tellEnding(Map<String, String> environment, int code) {
        var folder = environment.get(VARIABLE);
        if (folder == null || !Files.isDirectory(Path.of(folder))) {
            return;
        }
        try {
            PrivateFiles.write(ending(Path.of(folder), ProcessHandle.current().pid()), Integer.toString(code));
        } catch (IOException unwritable) {
            System.err.println("note: how this ended cannot be kept in " + folder + ": " + unwritable);
        }
    }

    private static Path ending(Path folder, long pid) {
        return folder.resolve("ended." + pid);
    }

    /** The variables of the process that is to tell its end here. */
    Map<String, String> variables() {
        return Map.of(VARIABLE, folder.toString());
    }

    Path out() {
        return folder.resolve("out.json");
    }

    Path err() {
        return folder.resolve("err.log");
    }

    /** Makes the folder and its files, for their owner alone. */
    void prepare() throws IOException {
        PrivateFiles.makeFolder(folder);
        PrivateFiles.write(out(), "");
        PrivateFiles.write(err(), "");
    }

    void began(String what, long pid) throws IOException {
        PrivateFiles.write(folder.resolve("process"), pid + "\n" + ProcessStart.of(pid) + "\n" + what);
    }

    /** What was begun, in words; empty if nothing was. */
    Optional<String> whatBegan() throws IOException {
        return process().map(lines -> lines[2]);
    }

    /** How it ended; empty while it goes on, and if nothing was begun. */
    Optional<Answer> outcome() throws IOException {
        var process = process();
        if (process.isEmpty()) {
            return Optional.empty();
        }
        var pid = Long.parseLong(process.get()[0]);
        var alive = ThisMachine.isAlive(pid, start(process.get()[1]));
        // In this order: it says its end before it is gone.
        if (Files.exists(ending(folder, pid))) {
            var code = Integer.parseInt(Files.readString(ending(folder, pid)));
            return Optional.of(new Answer(code, Files.readString(out())));
        }
        return alive ? Optional.empty() : Optional.of(killed(pid));
    }

    private Answer killed(long pid) throws IOException {
        var said = Files.readString(err()).strip();
        var last = said.substring(said.lastIndexOf('\n') + 1);
        var error = new ErrorDocument(
                "KILLED",
                "process " + pid + " to say how it ended",
                "that it is gone" + (last.isEmpty() ? "" : "; it said last: " + last),
                "the database's history tells whether a run began; varve diagnose tells how the database is");
        return new Answer(Answer.KILLED, error.json());
    }

    private Optional<String[]> process() throws IOException {
        var file = folder.resolve("process");
        return Files.exists(file) ? Optional.of(Files.readString(file).split("\n", 3)) : Optional.empty();
    }

    /** Whether its process goes on. */
    boolean isGoingOn() throws IOException {
        return process().isPresent() && outcome().isEmpty();
    }

    private static Long start(String text) {
        return text.equals("null") ? null : Long.valueOf(text);
    }
}
