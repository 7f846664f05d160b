package dev.varve.command.target;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The URL of an H2 database file.
 *
 * @param path the file, absolute, with the {@code .mv.db} that H2 adds
 * @param settings what decides how SQL is understood; names in upper case
 */
record H2Url(Path path, SortedMap<String, String> settings) {

    /** They decide what SQL means, so they are kept and hold for scratch databases too. */
    private static final Set<String> KEPT = Set.of(
            "MODE",
            "DATABASE_TO_LOWER",
            "DATABASE_TO_UPPER",
            "CASE_INSENSITIVE_IDENTIFIERS",
            "NON_KEYWORDS",
            "DEFAULT_NULL_ORDERING",
            "IGNORECASE");

    /** They only say how long the application keeps a database open or waits; Varve decides that for itself. */
    private static final Set<String> THE_APPLICATIONS_OWN =
            Set.of("DB_CLOSE_DELAY", "DB_CLOSE_ON_EXIT", "IFEXISTS", "LOCK_TIMEOUT", "CACHE_SIZE", "WRITE_DELAY");

    private static final Set<String> LOGIN = Set.of("USER", "PASSWORD");

    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_,-]{1,200}");
    private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z][A-Za-z0-9]*:.*");

    private static final String FILE = "jdbc:h2:file:/absolute/path, without the .mv.db that H2 adds";

    H2Url {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /**
     * Reads what stands behind {@code jdbc:h2:}.
     *
     * @throws UnsupportedDatabaseUrl naming the one part that cannot be registered, and what to do; never a password
     */
    static H2Url parse(String rest, Path folder) {
        var parts = List.of(rest.split(";", -1));
        var path = parts.getFirst().replaceFirst("^file:", "");
        if (path.isBlank() || ELSEWHERE.matcher(path).matches() || path.startsWith("~")) {
            throw new UnsupportedDatabaseUrl(
                    FILE, "jdbc:h2:" + parts.getFirst(), "name the file that the application opens");
        }
        if (path.endsWith(".mv.db")) {
            throw new UnsupportedDatabaseUrl(
                    FILE, "jdbc:h2:" + parts.getFirst(), "leave .mv.db off, as in the application's own URL");
        }
        var settings = new TreeMap<String, String>();
        parts.subList(1, parts.size()).stream().filter(part -> !part.isBlank()).forEach(part -> read(part, settings));
        return new H2Url(folder.resolve(path + ".mv.db").toAbsolutePath().normalize(), settings);
    }

    private static void read(String part, SortedMap<String, String> settings) {
        var equals = part.indexOf('=');
        var name = (equals < 0 ? part : part.substring(0, equals)).strip().toUpperCase(Locale.ROOT);
        if (THE_APPLICATIONS_OWN.contains(name)) {
            return;
        }
        if (LOGIN.contains(name)) {
            throw new UnsupportedDatabaseUrl(
                    "a URL without " + name + ": it is recorded",
                    name + " in it",
                    "give it as --env VARVE_DATABASE_" + name + "=…, which is kept in the home");
        }
        if (!KEPT.contains(name)) {
            throw new UnsupportedDatabaseUrl(
                    "only the settings "
                            + String.join(", ", KEPT.stream().sorted().toList()),
                    name,
                    "leave it off; if the application cannot do without it, Varve cannot watch its database");
        }
        var value = equals < 0 ? "" : part.substring(equals + 1).strip();
        if (!VALUE.matcher(value).matches()) {
            throw new UnsupportedDatabaseUrl(
                    "a plain word as the value of " + name, "another value", "write it as H2's manual does");
        }
        settings.put(name, value);
    }
}
