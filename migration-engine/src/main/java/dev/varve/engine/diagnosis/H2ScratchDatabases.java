package dev.varve.engine.diagnosis;

import dev.varve.engine.database.H2Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** H2 files that mean the same by SQL as the watched database does: its settings and its user. */
final class H2ScratchDatabases implements ScratchDatabases {

    private final Path parent;
    private final H2Database watched;

    /**
     * @param parent where the folders are made; created if missing
     * @param watched whose settings and user they have; it is not touched
     */
    public H2ScratchDatabases(Path parent, H2Database watched) {
        this.parent = parent;
        this.watched = watched;
    }

    /** An empty file, as an operator makes one for a new application. */
    @Override
    public Scratch create() {
        try {
            var folder = ScratchFolder.makeUnder(parent);
            var file = Files.createFile(folder.resolve("scratch.mv.db"));
            return new ScratchFolder(folder, watched.copyAt(file));
        } catch (IOException failure) {
            throw new ScratchUnavailable(parent, failure);
        }
    }
}
