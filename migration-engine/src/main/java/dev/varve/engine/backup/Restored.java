package dev.varve.engine.backup;

import java.util.List;

/**
 * A restore that was done and proven.
 *
 * @param backup what was restored
 * @param database where to: an absolute path, or a server's URL without secrets
 * @param asideFolder the folder that keeps what was there before; {@code null} if nothing was, or if what was there is no file
 * @param aside the kept files' absolute paths: the former database first, then its companions; of a server the URL of the kept database
 */
public record Restored(Backup backup, String database, String asideFolder, List<String> aside) {

    public Restored {
        aside = List.copyOf(aside);
    }
}
