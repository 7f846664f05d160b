package dev.varve.query.schema;

import dev.varve.query.schema.RevisionGraph.Mark;
import dev.varve.query.schema.RevisionGraph.Node;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the long stretches of a graph in which one revision follows another and nothing else is to be said of them. */
final class Stretches {

    /** Each end of a stretch is drawn so far. */
    private static final int ENDS = 3;

    private static final int SHORTEST_MIDDLE = 6;
    private static final Set<Mark> TELLING =
            EnumSet.of(Mark.HEAD, Mark.MERGE, Mark.BRANCH, Mark.REPEATABLE, Mark.EXPECTED, Mark.FOUND, Mark.SCHEMA);

    private final Map<String, Node> byId = new LinkedHashMap<>();
    private final Map<String, List<String>> followers = new HashMap<>();

    Stretches(List<Node> nodes) {
        nodes.forEach(node -> byId.put(node.id(), node));
        nodes.forEach(node -> node.revision()
                .before()
                .forEach(before -> followers
                        .computeIfAbsent(before, id -> new ArrayList<>())
                        .add(node.id())));
    }

    /** The middles to fold, each from the oldest to the newest; all ends left out. */
    List<List<Node>> middles() {
        var middles = new ArrayList<List<Node>>();
        for (var node : byId.values()) {
            if (isPlain(node) && !goesOnFrom(node)) {
                var stretch = from(node);
                if (stretch.size() >= 2 * ENDS + SHORTEST_MIDDLE) {
                    middles.add(stretch.subList(ENDS, stretch.size() - ENDS));
                }
            }
        }
        return middles;
    }

    private List<Node> from(Node first) {
        var stretch = new ArrayList<Node>(List.of(first));
        while (true) {
            var last = stretch.getLast();
            var next = following(last);
            if (next == null || !isPlain(next) || next.state() != last.state()) {
                return stretch;
            }
            stretch.add(next);
        }
    }

    /** Whether a stretch that this one belongs to began before it. */
    private boolean goesOnFrom(Node node) {
        var parents = node.revision().parents();
        var parent = parents.isEmpty() ? null : byId.get(parents.getFirst());
        if (parent == null || !isPlain(parent) || parent.state() != node.state()) {
            return false;
        }
        var next = following(parent);
        return next != null && next.id().equals(node.id());
    }

    private Node following(Node node) {
        var after = followers.getOrDefault(node.id(), List.of());
        return after.size() == 1 ? byId.get(after.getFirst()) : null;
    }

    private static boolean isPlain(Node node) {
        var revision = node.revision();
        return revision.parents().size() <= 1
                && revision.dependsOn().isEmpty()
                && revision.labels().isEmpty()
                && node.marks().stream().noneMatch(TELLING::contains);
    }
}
