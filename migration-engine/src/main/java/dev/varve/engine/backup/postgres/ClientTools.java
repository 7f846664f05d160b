package dev.varve.engine.backup.postgres;

import dev.varve.engine.backup.ClientToolsUnavailable;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code pg_dump} and {@code pg_restore} of one major version, in one folder. Those of another version than the server's are not used: an
 * older {@code pg_dump} refuses the server, and what a newer one wrote may not restore on it.
 *
 * @param version as {@code pg_dump --version} tells it
 */
record ClientTools(Path folder, String version) {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)\\S*)");
    private static final List<String> NEEDED = List.of("pg_dump", "pg_restore");

    Path pgDump() {
        return folder.resolve("pg_dump");
    }

    Path pgRestore() {
        return folder.resolve("pg_restore");
    }

    int major() {
        return major(version);
    }

    /**
     * Those of a server's version: in the folder that was set and nowhere else, or in the {@code PATH} and where packages put them.
     *
     * @param set {@code null} if none was
     * @throws ClientToolsUnavailable naming what is there instead
     */
    static ClientTools find(int major, Path set, Map<String, String> surroundings) {
        var seen = new ArrayList<String>();
        for (var folder : set == null ? usual(major, surroundings) : List.of(set)) {
            if (NEEDED.stream().allMatch(tool -> Files.isExecutable(folder.resolve(tool)))) {
                var version = version(folder, surroundings);
                if (version.map(ClientTools::major).orElse(0) == major) {
                    return new ClientTools(folder, version.orElseThrow());
                }
                seen.add(version.orElse("one that does not tell its version") + " in " + folder);
            }
        }
        throw unavailable(major, set, seen);
    }

    private static ClientToolsUnavailable unavailable(int major, Path set, List<String> seen) {
        var none = "none in " + (set == null ? "the PATH, nor where packages put them" : set.toString());
        return new ClientToolsUnavailable(
                "pg_dump and pg_restore of PostgreSQL " + major + ", the server's version",
                seen.isEmpty() ? none : String.join("; ", seen),
                "apt-get install postgresql-client-" + major
                        + ", or name their folder: VARVE_PG_BIN=/opt/postgresql/bin");
    }

    private static Iterable<Path> usual(int major, Map<String, String> surroundings) {
        var folders = new LinkedHashSet<Path>();
        for (var entry : surroundings.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                folders.add(Path.of(entry));
            }
        }
        folders.add(Path.of("/usr/lib/postgresql/" + major + "/bin"));
        folders.add(Path.of("/usr/pgsql-" + major + "/bin"));
        folders.add(Path.of("/opt/homebrew/opt/postgresql@" + major + "/bin"));
        folders.add(Path.of("/usr/local/opt/postgresql@" + major + "/bin"));
        folders.add(Path.of("/opt/homebrew/opt/libpq/bin"));
        folders.add(Path.of("/usr/local/opt/libpq/bin"));
        folders.add(Path.of("/Library/PostgreSQL/" + major + "/bin"));
        return folders;
    }

    private static Optional<String> version(Path folder, Map<String, String> surroundings) {
        var asked = List.of(folder.resolve("pg_dump").toString(), "--version");
        var told = VERSION.matcher(ClientRun.output(asked, surroundings));
        return told.find() ? Optional.of(told.group(1)) : Optional.empty();
    }

    private static int major(String version) {
        return Integer.parseInt(version.split("\\D", 2)[0]);
    }
}
