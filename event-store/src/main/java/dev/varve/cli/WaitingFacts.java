package dev.varve.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether facts wait in a home's spool for the event store to be in reach again. Looks only. */
public final class WaitingFacts {

    private WaitingFacts() {}

    /** That some wait, as a sentence for a person; empty if none do. */
    public static Optional<String> in(Home home) {
        try (var files = Files.list(home.spool())) {
            var waiting = files.filter(file -> file.toString().endsWith(".spool"))
                    .filter(WaitingFacts::holdsSome)
                    .sorted()
                    .map(Path::toString)
                    .toList();
            return waiting.isEmpty()
                    ? Optional.empty()
                    : Optional.of("observed facts wait for the event store in " + String.join(", ", waiting)
                            + ": what is shown lacks them; the next command that can write the store records them");
        } catch (IOException noSpool) {
            return Optional.empty();
        }
    }

    /** Room that is only reserved is full of zeros. */
    private static boolean holdsSome(Path file) {
        try (var bytes = Files.newInputStream(file)) {
            return bytes.read() > 0;
        } catch (IOException unreadable) {
            return true;
        }
    }
}
