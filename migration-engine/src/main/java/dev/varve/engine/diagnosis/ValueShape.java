package dev.varve.engine.diagnosis;

import dev.varve.engine.database.Database;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Of what kinds a column's values are, and how many of each: numbers, JSON, JSON that was encoded once more, text in capitals. No value
 * is kept.
 *
 * @param kinds how many values by kind; NULL is one
 */
record ValueShape(Map<String, Long> kinds) {

    private static final String NONE = "null";

    /** So many values at least make a rule; fewer may be what somebody typed. */
    private static final long FEWEST = 3;

    /** A kind rules if it has nine of ten values, and is gone if it has less than one of ten. */
    private static final int TENTHS = 10;

    private static final String KIND = """
            CASE WHEN c IS NULL THEN 'null'
              WHEN typeof(c) <> 'text' THEN typeof(c)
              WHEN json_valid(c) THEN CASE json_type(c)
                WHEN 'object' THEN 'JSON'
                WHEN 'array' THEN 'JSON'
                WHEN 'text' THEN CASE WHEN json_valid(c ->> '$') THEN 'JSON encoded twice' ELSE 'quoted text' END
                ELSE 'text' END
              WHEN c COLLATE BINARY = upper(c) AND c COLLATE BINARY <> lower(c) THEN 'text in capitals'
              WHEN c COLLATE BINARY = lower(c) AND c COLLATE BINARY <> upper(c) THEN 'text in small letters'
              ELSE 'text' END""";

    ValueShape {
        kinds = new TreeMap<>(kinds);
    }

    static ValueShape of(Database database, String table, String column) {
        try (var snapshot = database.snapshot()) {
            var kinds = new TreeMap<String, Long>();
            for (var line :
                    snapshot.texts("SELECT count(*) || ' ' || kind FROM (SELECT " + KIND + " AS kind FROM (SELECT "
                            + quoted(column) + " AS c FROM main." + quoted(table) + ")) GROUP BY kind")) {
                var space = line.indexOf(' ');
                kinds.put(line.substring(space + 1), Long.valueOf(line.substring(0, space)));
            }
            return new ValueShape(kinds);
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Whether almost all were of one kind, and almost all are of another, or NULL, now. A column that is filled is no such case. */
    boolean differsThroughoutFrom(ValueShape later) {
        var was = ruling();
        return was.filter(kind -> !kind.equals(NONE)).isPresent()
                && later.all() >= FEWEST
                && later.ruling().filter(is -> !is.equals(was.get())).isPresent()
                && later.kinds.getOrDefault(was.get(), 0L) * TENTHS < later.all();
    }

    /** The kind that almost all values have; NULL rules only where almost nothing else is. */
    private Optional<String> ruling() {
        if (all() < FEWEST) {
            return Optional.empty();
        }
        var values = all() - kinds.getOrDefault(NONE, 0L);
        if (values * TENTHS < all()) {
            return Optional.of(NONE);
        }
        return kinds.entrySet().stream()
                .filter(kind -> !kind.getKey().equals(NONE) && kind.getValue() * TENTHS >= values * (TENTHS - 1))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private long all() {
        return kinds.values().stream().mapToLong(Long::longValue).sum();
    }

    String inWords() {
        return kinds.entrySet().stream()
                .map(kind -> kind.getValue() + " " + (kind.getKey().equals(NONE) ? "NULL" : kind.getKey()))
                .collect(Collectors.joining(", "));
    }
}
