package dev.varve.engine.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that make up one SQLite database: the file itself and its companions.
 *
 * <p><strong>The rule about locks.</strong> A POSIX lock is dropped when <em>any</em> descriptor of its file is closed by
 * the process that holds it (<a href="https://www.sqlite.org/howtocorrupt.html">How to corrupt, 2.2</a>). So the database
 * file and its {@code -shm} are never opened with ordinary Java I/O: they are looked at by {@code stat}, read through
 * SQLite, or copied by a child process. {@code -wal} and {@code -journal} carry no locks and may be read.
 *
 * @param main the real path, symbolic links resolved where it exists: SQLite puts companions beside that
 */
public record SqliteFiles(Path main) implements DatabaseFiles {

    static final List<String> COMPANIONS = List.of("-wal", "-journal", "-shm");

    static SqliteFiles of(Path file) {
        var absolute = file.toAbsolutePath().normalize();
        try {
            return new SqliteFiles(absolute.toRealPath());
        } catch (IOException missing) {
            return new SqliteFiles(absolute);
        }
    }

    Path wal() {
        return companion("-wal");
    }

    Path journal() {
        return companion("-journal");
    }

    /** Whether a journal begins as one does that has to be rolled back; SQLite overwrites that of a finished one with zeros. */
    boolean mayHaveHotJournal() {
        try (var journal = Files.newInputStream(journal())) {
            return journal.read() > 0;
        } catch (IOException missing) {
            return Files.exists(journal(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    Path companion(String suffix) {
        return main.resolveSibling(main.getFileName() + suffix);
    }

    @Override
    public List<Path> companions() {
        return COMPANIONS.stream()
                .map(this::companion)
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    @Override
    public Path copyBeside(String mark) {
        return main.resolveSibling("." + main.getFileName() + mark);
    }

    /**
     * Copies the database with its companions into a folder, by a child process so that no lock of ours is dropped.
     * Meant for a database that nobody has open: of one in use such a copy may be torn.
     */
    SqliteFiles copyInto(Path folder) throws IOException {
        var before = state();
        copy(folder);
        if (!state().equals(before)) {
            throw new IOException(main + " changed while it was copied: another program recovers it now; look again");
        }
        return new SqliteFiles(folder.resolve(main.getFileName()));
    }

    private List<String> state() throws IOException {
        var state = new ArrayList<String>();
        for (var file : List.of(main, wal(), journal())) {
            var there = Files.exists(file);
            state.add(there ? Files.size(file) + " " + Files.getLastModifiedTime(file) : "missing");
        }
        return state;
    }

    private void copy(Path folder) throws IOException {
        var command = new ArrayList<>(List.of("cp", "-p", "--", main.toString()));
        companions().stream()
                .filter(companion -> !companion.toString().endsWith("-shm"))
                .forEach(companion -> command.add(companion.toString()));
        command.add(folder.toString());
        var copying = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(copying.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (copying.waitFor() != 0) {
                throw new IOException(
                        "cannot copy " + main + " with its companions to " + folder + ": " + said.strip());
            }
        } catch (InterruptedException interrupted) {
            copying.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while copying " + main, interrupted);
        }
    }
}
