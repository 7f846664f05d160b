package dev.varve.engine.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that make up one H2 database. The same rule about locks holds as for SQLite: see {@link DatabaseFiles}.
 *
 * @param main the real path, symbolic links resolved where it exists
 */
record H2Files(Path main) implements DatabaseFiles {

    static final String ENDING = DatabaseKind.H2.fileEnding();

    static H2Files of(Path file) {
        try {
            return new H2Files(file.toRealPath());
        } catch (IOException missing) {
            return new H2Files(file);
        }
    }

    /** What a compaction that was killed leaves: the next program to open the database deletes it, or takes it for the database. */
    @Override
    public List<Path> companions() {
        return Stream.of(".newFile", ".tempFile")
                .map(suffix -> main.resolveSibling(main.getFileName() + suffix))
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    @Override
    public Path copyBeside(String mark) {
        return main.resolveSibling("." + main.getFileName() + mark + ENDING);
    }
}
