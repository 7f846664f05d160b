package dev.varve.engine.database;

import java.time.Instant;

/**
 * A process that has a database open.
 *
 * @param pid its process id
 * @param command its name, as the operating system tells it; {@code ?} if it does not
 * @param file what it holds: the path as that process sees it, or {@code lock} if only its lock is visible
 * @param since when that process was started, to the second; {@code null} if the operating system does not tell
 */
public record FileHolder(long pid, String command, String file, Instant since) {

    /** Such as {@code python3 (pid 4711)}. */
    public String inWords() {
        return command + " (pid " + pid + ")";
    }

    /** Likewise with the moment: {@code python3 (pid 4711), running since 2026-11-22T10:15:00Z}. */
    public String inWordsWithStart() {
        return since == null ? inWords() : inWords() + ", running since " + since;
    }
}
