package dev.varve.engine.swap;

import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.files.Aside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a killed run may leave beside a SQLite database, recognised by name: its copy, and a second name of the very file that is still
 * the database. What was the database before a finished swap is no leftover: it is kept.
 */
public final class Leftovers {

    private static final String COPY = ".varve-copy-";

    private final Path main;

    private Leftovers(Path main) {
        this.main = main;
    }

    /** Where a run's copy of a database lies: beside it, so that it can take its name. */
    public static Path copyBeside(FileDatabase database, String runId) {
        return database.files().copyBeside(COPY + runId);
    }

    /**
     * Removes them. Only for who holds the database's lock for runs: then no run that they belong to is alive.
     *
     * @return what was removed
     * @throws IOException if one cannot be removed
     */
    public static List<Path> clear(FileDatabase database) throws IOException {
        var main = database.files().main();
        return Files.exists(main) ? new Leftovers(main).clear() : List.of();
    }

    /**
     * Removes second names alone, which are the very file that is still the database: nothing is lost with them, and once something
     * else takes the database's name they could not be told any more from what was kept on purpose. For whom as above.
     *
     * @throws IOException if one cannot be removed
     */
    public static void clearSecondNames(FileDatabase database) throws IOException {
        var main = database.files().main();
        if (Files.exists(main)) {
            var leftovers = new Leftovers(main);
            leftovers.remove(leftovers.links());
        }
    }

    /** How many names of the file are second names that a killed swap left. */
    static int secondNames(Path main) throws IOException {
        return new Leftovers(main).links().size();
    }

    private List<Path> clear() throws IOException {
        var removed = new ArrayList<>(list("." + main.getFileName() + COPY + "*"));
        removed.addAll(links());
        remove(removed);
        return removed;
    }

    private void remove(List<Path> files) throws IOException {
        for (var file : files) {
            Files.deleteIfExists(file);
        }
        for (var folder : asides()) {
            deleteIfEmpty(folder);
        }
    }

    private List<Path> links() throws IOException {
        var links = new ArrayList<Path>();
        for (var folder : asides()) {
            var kept = folder.resolve(main.getFileName());
            if (Files.exists(kept, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(kept, main)) {
                links.add(kept);
            }
        }
        return links;
    }

    private List<Path> asides() throws IOException {
        return list(main.getFileName() + Aside.MARK + "*");
    }

    private List<Path> list(String pattern) throws IOException {
        var prefix = pattern.substring(0, pattern.length() - 1);
        try (var beside = Files.list(main.getParent())) {
            return beside.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try (var inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(folder);
    }
}
