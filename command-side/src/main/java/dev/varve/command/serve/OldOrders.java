package dev.varve.command.serve;

import dev.varve.command.run.RunIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Of what orders printed only the newest is kept: what a run did stands in the record. */
final class OldOrders {

    private static final int KEPT = 200;

    private final Path all;

    OldOrders(Path all) {
        this.all = all;
    }

    void clear() throws IOException {
        try (var folders = Files.list(all)) {
            var old = folders.filter(folder -> RunIds.isOne(folder.getFileName().toString()))
                    .sorted(Comparator.reverseOrder())
                    .skip(KEPT)
                    .toList();
            for (var folder : old) {
                if (!new OrderFolder(folder).isGoingOn()) {
                    delete(folder);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
