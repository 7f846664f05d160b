package dev.varve.engine.tool.alembic;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Where the runner sees a path of ours: {@code HOST:CONTAINER} pairs, the longest that fits wins. */
final class PathMappings {

    private record Mapping(Path host, String container) {}

    private final List<Mapping> mappings;

    PathMappings(List<String> pairs) {
        mappings = pairs.stream()
                .map(PathMappings::parse)
                .sorted(Comparator.comparingInt(
                                (Mapping mapping) -> mapping.host().getNameCount())
                        .reversed())
                .toList();
    }

    private static Mapping parse(String pair) {
        var colon = pair.lastIndexOf(':');
        if (colon <= 0 || colon == pair.length() - 1) {
            throw new IllegalArgumentException("expected HOST:CONTAINER for a path mapping, found: " + pair);
        }
        return new Mapping(Path.of(pair.substring(0, colon)).toAbsolutePath().normalize(), pair.substring(colon + 1));
    }

    /** The path in the runner's eyes; unchanged where no mapping fits. */
    String map(Path path) {
        var absolute = path.toAbsolutePath().normalize();
        for (var mapping : mappings) {
            if (absolute.startsWith(mapping.host())) {
                var rest = mapping.host().relativize(absolute).toString();
                return rest.isEmpty() ? mapping.container() : join(mapping.container(), rest);
            }
        }
        return absolute.toString();
    }

    private static String join(String folder, String rest) {
        return folder.endsWith("/") ? folder + rest : folder + "/" + rest;
    }
}
