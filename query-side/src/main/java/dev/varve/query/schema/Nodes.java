package dev.varve.query.schema;

import dev.varve.query.schema.RevisionGraph.Mark;
import dev.varve.query.schema.RevisionGraph.Node;
import dev.varve.query.schema.RevisionGraph.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says of each revision what the database has of it. */
final class Nodes {

    private final Map<String, Revision> told = new LinkedHashMap<>();
    private final Map<String, Integer> followers = new HashMap<>();
    private final Whereabouts standing;
    private final Set<String> applied;

    Nodes(List<Revision> revisions, Whereabouts standing) {
        this.standing = standing;
        revisions.forEach(revision -> told.putIfAbsent(revision.id(), revision));
        told.values()
                .forEach(revision -> revision.parents().forEach(parent -> followers.merge(parent, 1, Integer::sum)));
        this.applied = standing.current() == null ? Set.of() : withAllBefore(standing.current());
    }

    /** Those of the scripts in their order, those in no script at the end. */
    List<Node> all() {
        var nodes = new ArrayList<Node>();
        told.values().forEach(revision -> nodes.add(new Node(revision, state(revision), marks(revision))));
        inNoScript().stream()
                .map(Revision::named)
                .forEach(revision -> nodes.add(new Node(revision, State.UNKNOWN, marks(revision))));
        return nodes;
    }

    private Set<String> inNoScript() {
        var named = new LinkedHashSet<String>(standing.named());
        told.values().forEach(revision -> named.addAll(revision.before()));
        named.removeAll(told.keySet());
        return named;
    }

    private Set<String> withAllBefore(Collection<String> revisions) {
        var seen = new HashSet<String>();
        var open = new ArrayDeque<>(revisions);
        while (!open.isEmpty()) {
            var id = open.removeLast();
            if (seen.add(id) && told.containsKey(id)) {
                open.addAll(told.get(id).before());
            }
        }
        return seen;
    }

    private State state(Revision revision) {
        if (standing.current() == null) {
            return State.UNTOLD;
        }
        if (standing.current().contains(revision.id())) {
            return State.CURRENT;
        }
        if (revision.repeatable()) {
            return repeatable(revision);
        }
        return applied.contains(revision.id()) ? State.APPLIED : State.PENDING;
    }

    /** It is in no line, so only a look tells. */
    private State repeatable(Revision revision) {
        if (standing.pending() == null) {
            return State.UNTOLD;
        }
        return standing.pending().contains(revision.id()) ? State.PENDING : State.APPLIED;
    }

    private Set<Mark> marks(Revision revision) {
        var id = revision.id();
        var marks = EnumSet.noneOf(Mark.class);
        int after = followers.getOrDefault(id, 0);
        add(marks, Mark.REPEATABLE, revision.repeatable());
        add(marks, Mark.HEAD, after == 0 && told.containsKey(id) && !revision.repeatable());
        add(marks, Mark.BRANCH, after > 1);
        add(marks, Mark.MERGE, revision.parents().size() > 1);
        add(marks, Mark.EXPECTED, holds(standing.expected(), id));
        add(marks, Mark.FOUND, holds(standing.found(), id));
        add(marks, Mark.SCHEMA, hasItsSchema(id));
        return marks;
    }

    /** Said only where it differs from what is recorded: a script may leave the schema as it was. */
    private boolean hasItsSchema(String id) {
        var found = standing.found();
        return found != null
                && standing.schemaOf().contains(id)
                && found.stream().noneMatch(standing.schemaOf()::contains);
    }

    private static boolean holds(List<String> revisions, String id) {
        return revisions != null && revisions.contains(id);
    }

    private static void add(Set<Mark> marks, Mark mark, boolean holds) {
        if (holds) {
            marks.add(mark);
        }
    }
}
