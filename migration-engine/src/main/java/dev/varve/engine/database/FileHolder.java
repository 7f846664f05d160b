package dev.varve.engine.database;

/**
 * A process that has a database open.
 *
 * @param pid its process id
 * @param command its name, as the operating system tells it; {@code ?} if it does not
 * @param file what it holds: the path as that process sees it, or {@code lock} if only its lock is visible
 */
public record FileHolder(long pid, String command, String file) {

    /** Such as {@code python3 (pid 4711)}. */
    public String inWords() {
        return command + " (pid " + pid + ")";
    }
}
