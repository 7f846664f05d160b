package dev.varve.engine.tool.alembic;

import dev.varve.engine.tool.alembic.PythonToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One revision file as it can be read without Python. */
final class RevisionScript {

    private static final Pattern DROP_TABLE = Pattern.compile(
            "\\bDROP\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(?:([\"`\\[])([^\"`\\]]+)[\"`\\]]|([^\\s;]+))",
            Pattern.CASE_INSENSITIVE);

    private final List<List<PythonToken>> lines = new ArrayList<>();

    RevisionScript(String source) {
        var line = new ArrayList<PythonToken>();
        for (var token : PythonTokenizer.read(source)) {
            if (token.kind() != Kind.LINE_END) {
                line.add(token);
            } else if (!line.isEmpty()) {
                lines.add(List.copyOf(line));
                line.clear();
            }
        }
    }

    /** The docstring's first paragraph on one line; empty if there is none. */
    String message() {
        if (lines.isEmpty() || lines.getFirst().getFirst().kind() != Kind.STRING) {
            return "";
        }
        var text = lines.getFirst().getFirst().text().strip();
        return text.lines().findFirst().orElse("").strip();
    }

    /**
     * The strings assigned to a name on the module's level: none for {@code None} or if the name is not assigned.
     *
     * @return empty if what is assigned is computed and cannot be known without Python
     */
    Optional<List<String>> strings(String name) {
        Optional<List<String>> found = Optional.of(List.of());
        for (var line : lines) {
            if (line.getFirst().column() == 0 && line.getFirst().isName(name)) {
                var equals = assignment(line);
                if (equals > 0) {
                    found = literal(line.subList(equals + 1, line.size()));
                }
            }
        }
        return found;
    }

    /** Whether the name is assigned on the module's level. */
    boolean assigns(String name) {
        return lines.stream()
                .anyMatch(
                        line -> line.getFirst().column() == 0 && line.getFirst().isName(name) && assignment(line) > 0);
    }

    /** The place of the {@code =} of {@code name = …} or {@code name: annotation = …}, or −1. */
    private static int assignment(List<PythonToken> line) {
        var annotated = line.size() > 1 && line.get(1).isOperator(":");
        for (var i = 1; i < line.size(); i++) {
            if (line.get(i).isOperator("=")) {
                var comparison = i + 1 < line.size() && line.get(i + 1).isOperator("=");
                return (annotated || i == 1) && !comparison ? i : -1;
            }
        }
        return -1;
    }

    private static Optional<List<String>> literal(List<PythonToken> expression) {
        var strings = new ArrayList<String>();
        var adjacent = false;
        for (var token : expression) {
            var string = token.kind() == Kind.STRING;
            if (string && adjacent) {
                strings.add(strings.removeLast() + token.text());
            } else if (string) {
                strings.add(token.text());
            } else if (!token.isName("None") && !(token.kind() == Kind.OPERATOR && "()[]{},".contains(token.text()))) {
                return Optional.empty();
            }
            adjacent = string;
        }
        return Optional.of(List.copyOf(strings));
    }

    /** Tables that {@code upgrade()} drops, by {@code op.drop_table} or in SQL, as far as their names are written out. */
    Set<String> dropped() {
        var tables = new TreeSet<String>();
        for (var line : upgrade()) {
            for (var i = 0; i < line.size(); i++) {
                if (line.get(i).isName("drop_table")
                        && i + 2 < line.size()
                        && line.get(i + 2).kind() == Kind.STRING) {
                    tables.add(line.get(i + 2).text());
                }
                if (line.get(i).kind() == Kind.STRING) {
                    DROP_TABLE.matcher(line.get(i).text()).results().forEach(found -> tables.add(named(found)));
                }
            }
        }
        return tables;
    }

    private static String named(MatchResult found) {
        return found.group(2) != null ? found.group(2) : found.group(3);
    }

    private List<List<PythonToken>> upgrade() {
        var body = new ArrayList<List<PythonToken>>();
        var inside = false;
        for (var line : lines) {
            if (line.getFirst().column() == 0) {
                inside = line.size() > 1
                        && line.getFirst().isName("def")
                        && line.get(1).isName("upgrade");
            } else if (inside) {
                body.add(line);
            }
        }
        return body;
    }
}
