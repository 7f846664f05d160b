package dev.varve.engine.database;

import java.nio.file.Path;
import java.util.Set;

/** A database that is a file, or a copy of one: it can be copied, moved and replaced, and processes hold it open. */
public interface FileDatabase extends Database {

    /** The file's absolute path: what {@code {path}} becomes. */
    String path();

    /** Its files as they are now. */
    DatabaseFiles files();

    @Override
    FileSnapshot snapshot();

    /** A database of this one's kind, reached likewise, in another file. */
    FileDatabase copyAt(Path file);

    /** Likewise a finished copy that nobody else opens, such as a backup: looking leaves nothing beside it. */
    FileDatabase finishedCopyAt(Path file);

    /** The other processes that have it or a companion open, without those named; this process is never counted. */
    default OpenFiles openElsewhere(Set<Long> exceptPids) {
        return OpenFiles.of(files(), exceptPids);
    }

    /** The size of its files; 0 if it is missing. */
    @Override
    default long sizeBytes() {
        return files().sizeBytes();
    }
}
