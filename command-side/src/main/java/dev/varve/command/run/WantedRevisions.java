package dev.varve.command.run;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.engine.tool.Revision;
import dev.varve.engine.tool.RevisionGraph;
import dev.varve.engine.tool.ToolKind;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The revisions at which a database is wanted, as the scripts know them. Pure: says what they are, and whether a database that is
 * recorded at others has them.
 */
final class WantedRevisions {

    /** So many are named where a list of what is known has to end. */
    private static final int MOST_NAMED = 12;

    private final RevisionGraph graph;
    private final Set<String> ids = new LinkedHashSet<>();

    private WantedRevisions(RevisionGraph graph) {
        this.graph = graph;
    }

    /**
     * Finds what was typed among the scripts.
     *
     * @param typed revisions, {@code head} or {@code heads}; for Alembic also the unique beginning of a revision
     * @throws CommandFailure naming what is known; exit 2
     */
    static WantedRevisions of(List<String> typed, RevisionGraph graph, ToolKind kind) {
        var wanted = new WantedRevisions(graph);
        typed.forEach(expression -> wanted.ids.addAll(wanted.find(expression, kind)));
        return wanted;
    }

    private List<String> find(String expression, ToolKind kind) {
        var heads = graph.heads();
        if (graph.contains(expression)) {
            return List.of(expression);
        }
        if (expression.equals("heads") && !heads.isEmpty()) {
            return heads;
        }
        if (expression.equals("head") && !heads.isEmpty()) {
            return heads.size() == 1 ? heads : refuse("one head", heads, "ask for all of them: --revision heads");
        }
        var candidates = kind == ToolKind.ALEMBIC ? beginningWith(expression) : List.<String>of();
        return switch (candidates.size()) {
            case 0 -> refuse("a revision of the scripts, head or heads", List.of(), "'" + expression + "'");
            case 1 -> candidates;
            default -> refuse("'" + expression + "' to begin one revision", candidates, "write more of it");
        };
    }

    private List<String> beginningWith(String expression) {
        return expression.isEmpty()
                ? List.of()
                : graph.revisions().stream()
                        .map(Revision::id)
                        .filter(id -> id.startsWith(expression))
                        .toList();
    }

    private List<String> refuse(String expected, List<String> found, String last) {
        throw found.isEmpty()
                ? new CommandFailure(ExitCode.USAGE, "UNKNOWN_REVISION", expected + known(), last, remedy())
                : new CommandFailure(ExitCode.USAGE, "UNKNOWN_REVISION", expected, named(found), last);
    }

    private String remedy() {
        return graph.revisions().isEmpty()
                ? "look why the scripts cannot be read: varve diagnose NAME"
                : "name one of them, or look whether these are the scripts that you mean: varve target show NAME";
    }

    private String known() {
        var newestFirst =
                graph.revisions().reversed().stream().map(Revision::id).toList();
        return newestFirst.isEmpty() ? " (they have none)" : " (newest first: " + named(newestFirst) + ")";
    }

    private static String named(List<String> found) {
        return found.size() <= MOST_NAMED
                ? String.join(", ", found)
                : String.join(", ", found.subList(0, MOST_NAMED)) + " and " + (found.size() - MOST_NAMED) + " more";
    }

    /** In the order in which they were asked for. */
    List<String> ids() {
        return List.copyOf(ids);
    }

    /** What has to run until a database that is recorded at {@code current} has them all, in an order that can be applied. */
    List<String> missingAt(List<String> current) {
        var applied = graph.ancestry(current);
        var needed = graph.ancestry(ids);
        return graph.revisions().stream()
                .map(Revision::id)
                .filter(id -> needed.contains(id) && !applied.contains(id))
                .toList();
    }

    /** Whether a database that is recorded at {@code current}, and misses nothing of them, has something besides. */
    boolean isBehind(List<String> current) {
        var beyond = new HashSet<>(graph.ancestry(current));
        beyond.removeAll(graph.ancestry(ids));
        return !beyond.isEmpty();
    }
}
