package dev.varve.engine.tool.alembic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code [alembic]} section of an ini file, by the rules of Python's configparser with {@code here} defined. */
final class AlembicIni {

    private static final Pattern REFERENCE = Pattern.compile("%\\((\\w+)\\)s|%%");
    private static final String SECTION = "[alembic]";

    private final Map<String, String> values = new HashMap<>();
    private final Path workdir;

    private AlembicIni(Path workdir) {
        this.workdir = workdir;
    }

    /**
     * @throws IOException if it cannot be read
     */
    static AlembicIni read(Path file, Path workdir) throws IOException {
        var ini = new AlembicIni(workdir);
        ini.values.put("here", file.toAbsolutePath().normalize().getParent().toString());
        ini.take(Files.readString(file));
        return ini;
    }

    private void take(String text) {
        var inside = false;
        var key = "";
        for (var line : text.lines().toList()) {
            var bare = line.strip();
            if (bare.startsWith("#") || bare.startsWith(";")) {
                continue;
            }
            if (bare.startsWith("[")) {
                inside = bare.equals(SECTION);
            } else if (inside && !bare.isEmpty() && Character.isWhitespace(line.charAt(0)) && !key.isEmpty()) {
                values.merge(key, bare, (before, more) -> before + "\n" + more);
            } else if (inside && !bare.isEmpty()) {
                key = assign(bare);
            }
        }
    }

    private String assign(String line) {
        var separator = Stream.of(line.indexOf('='), line.indexOf(':'))
                .filter(place -> place > 0)
                .min(Integer::compare)
                .orElse(-1);
        if (separator < 0) {
            return "";
        }
        var key = line.substring(0, separator).strip().toLowerCase(Locale.ROOT);
        values.put(key, line.substring(separator + 1).strip());
        return key;
    }

    /** A setting with its references filled in; empty if it is not set. */
    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key)).map(text -> filled(text, 0)).filter(text -> !text.isBlank());
    }

    private String filled(String text, int nesting) {
        return REFERENCE.matcher(text).replaceAll(reference -> {
            var name = reference.group(1);
            var value = name == null ? "%" : values.getOrDefault(name.toLowerCase(Locale.ROOT), "");
            return Matcher.quoteReplacement(name == null || nesting > 9 ? value : filled(value, nesting + 1));
        });
    }

    /** The folder of {@code env.py}; relative to the working folder, as Alembic has it; empty if not set. */
    Optional<Path> scripts() {
        return value("script_location").map(this::folder);
    }

    /** The folders of the revision files. */
    List<Path> versions() {
        var listed = value("version_locations").map(this::separated).orElse(List.of());
        if (!listed.isEmpty()) {
            return listed.stream().map(this::folder).toList();
        }
        return scripts().map(scripts -> List.of(scripts.resolve("versions"))).orElse(List.of());
    }

    boolean isRecursive() {
        return value("recursive_version_locations")
                .filter(text -> text.equalsIgnoreCase("true"))
                .isPresent();
    }

    private List<String> separated(String text) {
        var separator = value("version_path_separator")
                .or(() -> value("path_separator"))
                .orElse("legacy");
        var pattern = switch (separator) {
            case "os", ":" -> ":";
            case ";" -> ";";
            case "newline" -> "\n";
            case "space" -> " +|\n";
            default -> ", *|[ \n]+";
        };
        return Stream.of(text.split(pattern, -1))
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .toList();
    }

    /** A path, or {@code package:folder}, which is looked for below the working folder: Python alone knows its real place. */
    private Path folder(String location) {
        var colon = location.indexOf(':');
        if (location.startsWith("/") || colon < 0) {
            return workdir.resolve(location);
        }
        return workdir.resolve(location.substring(0, colon).replace('.', '/')).resolve(location.substring(colon + 1));
    }
}
