package dev.varve.command.browser;

import dev.varve.command.endtoend.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Dashboards that several classes look at and none changes what it looks at: each is made when it is first asked for and ends with the JVM. Logins and
 * exports are events too, so nobody counts events there.
 */
final class InventedFleet {

    /** Twelve databases, some names and texts of which are markup, right-to-left, or very long. */
    static final InventedFleet HOSTILE = new InventedFleet(List.of(
            "simulate",
            "--targets",
            "12",
            "--runs",
            "40",
            "--seed",
            "9",
            "--until",
            "2026-07-01T00:00:00Z",
            "--hostile-names"));
    /** Nothing was ever recorded. */
    static final InventedFleet EMPTY = new InventedFleet(List.of());

    private final List<String> command;
    private Dashboard running;

    private InventedFleet(List<String> command) {
        this.command = command;
    }

    synchronized Dashboard dashboard() {
        if (running == null) {
            running = started();
        }
        return running;
    }

    private Dashboard started() {
        var folder = folder();
        var terminal = new Terminal(folder);
        if (!command.isEmpty()) {
            terminal.type(command.toArray(String[]::new)).exits(0);
        }
        var dashboard = Dashboard.over(terminal);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            dashboard.close();
            delete(folder);
        }));
        return dashboard;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("varve-dashboard");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            // The system's own cleaning of temporary files takes it.
            return;
        }
    }
}
