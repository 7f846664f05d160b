package dev.varve.engine.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was in a database's place, kept by hard links in a folder beside it.
 *
 * <p>No moment may show the new file beside the old companions, nor the old file without companions that it needs: SQLite
 * would take in a foreign log, or miss a rollback. So where companions hold anything, the old file leaves its name first: until
 * the new one has it, nobody can open a torn database, and everything lies aside.
 */
public final class Aside {

    /** What marks a folder in which a database's former files lie. */
    public static final String MARK = ".varve-aside-";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path main;
    private final List<Path> companions;
    private final Path folder;
    private final List<Path> kept;

    private Aside(Path main, List<Path> companions, Path folder, List<Path> kept) {
        this.main = main;
        this.companions = companions;
        this.folder = folder;
        this.kept = kept;
    }

    /** Links everything that is there into a new folder, and makes it last. */
    public static Aside keep(Path main, List<Path> companions, Instant at) throws IOException {
        var present = new ArrayList<Path>();
        if (Files.exists(main)) {
            present.add(main);
        }
        present.addAll(companions);
        if (present.isEmpty()) {
            return new Aside(main, companions, null, List.of());
        }
        var folder = folder(main, at);
        Durable.createFolder(folder);
        var kept = new ArrayList<Path>();
        for (var file : present) {
            kept.add(link(file, folder));
        }
        Durable.syncFolder(folder);
        return new Aside(main, companions, folder, kept);
    }

    /** Where the file itself will lie once it is kept. */
    public static Path place(Path main, Instant at) {
        return folder(main, at).resolve(main.getFileName());
    }

    private static Path folder(Path main, Instant at) {
        return main.resolveSibling(main.getFileName() + MARK + TIME.format(at));
    }

    private static Path link(Path file, Path folder) throws IOException {
        try {
            return Files.createLink(folder.resolve(file.getFileName()), file);
        } catch (UnsupportedOperationException none) {
            throw new IOException("this file system has no hard links: " + file, none);
        }
    }

    /** Takes the companions away, and before them the old file if it cannot do without them. */
    public void clearCompanions() throws IOException {
        for (var companion : companions) {
            if (!companion.toString().endsWith("-shm") && Files.size(companion) > 0) {
                Files.deleteIfExists(main);
                Durable.syncFolder(main.getParent());
            }
        }
        for (var companion : companions) {
            Files.deleteIfExists(companion);
        }
        Durable.syncFolder(main.getParent());
    }

    public String folder() {
        return folder == null ? null : folder.toString();
    }

    public List<String> paths() {
        return kept.stream().map(Path::toString).toList();
    }
}
