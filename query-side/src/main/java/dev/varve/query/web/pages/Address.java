package dev.varve.query.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.util.UriUtils;

/**
 * Where a page is, with all of its state: what a link to it says. One value a name; a name without one is left out.
 *
 * @param path as it was asked for
 */
public record Address(String path, Map<String, String> query) {

    public Address {
        query = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }

    static Address of(HttpServletRequest request) {
        var query = new LinkedHashMap<String, String>();
        if (request.getQueryString() != null) {
            request.getParameterMap().forEach((name, values) -> query.put(name, values[0]));
        }
        query.values().removeIf(String::isEmpty);
        return new Address(request.getRequestURI(), query);
    }

    /** The page of a path that this site knows, with each part encoded. */
    public static Address to(String... segments) {
        var path = java.util.Arrays.stream(segments)
                .map(segment -> UriUtils.encodePathSegment(segment, StandardCharsets.UTF_8))
                .collect(Collectors.joining("/", "/", ""));
        return new Address(path, Map.of());
    }

    /** Likewise, with that value; {@code null} takes the name out. */
    public Address with(String name, Object value) {
        var changed = new LinkedHashMap<>(query);
        changed.remove(name);
        if (value != null && !value.toString().isEmpty()) {
            changed.put(name, value.toString());
        }
        return new Address(path, changed);
    }

    public Address without(String name) {
        return with(name, null);
    }

    /** The value; {@code null} if it has none. */
    public String given(String name) {
        return query.get(name);
    }

    /** The value, or an empty text. */
    public String value(String name) {
        return query.getOrDefault(name, "");
    }

    /** The database whose page this is, by its name; {@code null} if it is of none. */
    public String target() {
        var segments = path.split("/", 4);
        return segments.length > 2 && segments[1].equals("targets") && !segments[2].isEmpty()
                ? UriUtils.decode(segments[2], StandardCharsets.UTF_8)
                : null;
    }

    /** As a link says it, encoded. */
    @Override
    public String toString() {
        return query.isEmpty()
                ? path
                : query.entrySet().stream()
                        .map(entry -> UriUtils.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
                                + UriUtils.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", path + "?", ""));
    }
}
