package dev.varve.query.runs;

import dev.varve.cli.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * What a step ran, statement by statement: a line of JSON before each and one after it, in the order in which they were written. A line that cannot be
 * read, such as a last one that a kill cut short, is counted and passed over.
 *
 * @param statements in their order, at most {@value #MOST}
 * @param unreadable how many lines say nothing
 * @param leftOut how many statements came after those
 */
public record Ledger(List<Statement> statements, int unreadable, int leftOut) {

    private static final int MOST = 20_000;

    public Ledger {
        statements = List.copyOf(statements);
    }

    /**
     * Statements that are alike, word for word.
     *
     * @param times how many there were
     * @param totalMillis how long those took whose end was seen
     * @param rows that they touched together, as far as that was told
     */
    public record Alike(String sql, int times, long totalMillis, long rows) {}

    /** Reads a ledger's bytes. */
    public static Ledger read(byte[] content) {
        var reader = new Reader();
        new String(content, StandardCharsets.UTF_8).lines().forEach(reader::line);
        return reader.ledger();
    }

    /** The longest first; those whose end nobody saw before all others. */
    public List<Statement> byTime() {
        return statements.stream()
                .sorted(Comparator.comparing(
                        Statement::durationMillis, Comparator.nullsFirst(Comparator.<Long>reverseOrder())))
                .toList();
    }

    /** Those that ran most often first. */
    public List<Alike> byCount() {
        var alike = new LinkedHashMap<String, Alike>();
        for (var statement : statements) {
            alike.merge(
                    String.valueOf(statement.sql()),
                    new Alike(
                            statement.sql(),
                            1,
                            statement.durationMillis() == null ? 0 : statement.durationMillis(),
                            statement.rows() == null ? 0 : statement.rows()),
                    (one, other) -> new Alike(
                            one.sql(),
                            one.times() + other.times(),
                            one.totalMillis() + other.totalMillis(),
                            one.rows() + other.rows()));
        }
        return alike.values().stream()
                .sorted(Comparator.comparingInt(Alike::times)
                        .thenComparingLong(Alike::totalMillis)
                        .reversed())
                .toList();
    }

    private static final class Reader {

        private final Map<Integer, Statement> statements = new LinkedHashMap<>();
        private int unreadable;
        private int leftOut;

        void line(String text) {
            try {
                if (Json.parse(text) instanceof Map<?, ?> line && line.get("ordinal") instanceof Number ordinal) {
                    line(ordinal.intValue(), line);
                }
            } catch (JacksonException | DateTimeException e) {
                unreadable++;
            }
        }

        private void line(int ordinal, Map<?, ?> line) {
            var known = statements.get(ordinal);
            if (known == null && statements.size() >= MOST) {
                leftOut += "start".equals(line.get("event")) ? 1 : 0;
                return;
            }
            if ("start".equals(line.get("event"))) {
                statements.put(
                        ordinal,
                        new Statement(ordinal, text(line, "sql"), Instant.parse(text(line, "at")), null, null, null));
            } else if ("end".equals(line.get("event")) && known != null) {
                statements.put(
                        ordinal,
                        new Statement(
                                ordinal,
                                known.sql(),
                                known.at(),
                                number(line, "durationMillis"),
                                number(line, "rows"),
                                text(line, "error")));
            }
        }

        private static String text(Map<?, ?> line, String name) {
            return line.get(name) == null ? null : String.valueOf(line.get(name));
        }

        private static Long number(Map<?, ?> line, String name) {
            return line.get(name) instanceof Number number ? number.longValue() : null;
        }

        Ledger ledger() {
            return new Ledger(new ArrayList<>(statements.values()), unreadable, leftOut);
        }
    }
}
