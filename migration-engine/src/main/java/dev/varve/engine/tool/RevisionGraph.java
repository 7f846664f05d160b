package dev.varve.engine.tool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/** Every revision of a history and how they follow from one another. */
public final class RevisionGraph {

    private final SequencedMap<String, Revision> byId = new LinkedHashMap<>();
    private final Map<String, List<String>> children = new HashMap<>();

    /**
     * @param revisions in any order; parents that are not among them are kept as names, see {@link #missingParents()}
     */
    public RevisionGraph(Collection<Revision> revisions) {
        var given = new LinkedHashMap<String, Revision>();
        revisions.forEach(revision -> given.putIfAbsent(revision.id(), revision));
        given.values().forEach(revision -> place(revision, given, new HashSet<>()));
        for (var revision : byId.values()) {
            revision.parents()
                    .forEach(parent -> children.computeIfAbsent(parent, key -> new ArrayList<>())
                            .add(revision.id()));
        }
    }

    private void place(Revision revision, Map<String, Revision> given, Set<String> onTheWay) {
        if (byId.containsKey(revision.id()) || !onTheWay.add(revision.id())) {
            return;
        }
        for (var before : before(revision)) {
            if (given.containsKey(before)) {
                place(given.get(before), given, onTheWay);
            }
        }
        byId.put(revision.id(), revision);
    }

    /** A graph without revisions. */
    public static RevisionGraph empty() {
        return new RevisionGraph(List.of());
    }

    /** Every revision, each after its parents and dependencies. */
    public List<Revision> revisions() {
        return List.copyOf(byId.values());
    }

    public Optional<Revision> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public boolean contains(String id) {
        return byId.containsKey(id);
    }

    /** The revisions directly after this one. */
    public List<String> children(String id) {
        return List.copyOf(children.getOrDefault(id, List.of()));
    }

    /** The revisions that no other follows, in order. */
    public List<String> heads() {
        return byId.keySet().stream().filter(id -> !children.containsKey(id)).toList();
    }

    /** The revisions from which more than one follows, in order. */
    public List<String> branchPoints() {
        return byId.keySet().stream().filter(id -> children(id).size() > 1).toList();
    }

    /** Parents that are named but whose revision is not there. */
    public Set<String> missingParents() {
        return byId.values().stream()
                .flatMap(revision -> before(revision).stream())
                .filter(id -> !byId.containsKey(id))
                .collect(Collectors.toSet());
    }

    /** The given revisions and everything that they build on. Unknown ids are ignored. */
    public Set<String> ancestry(Collection<String> ids) {
        var seen = new HashSet<String>();
        var open = new ArrayList<>(ids);
        while (!open.isEmpty()) {
            var revision = byId.get(open.removeLast());
            if (revision != null && seen.add(revision.id())) {
                open.addAll(before(revision));
            }
        }
        return seen;
    }

    /** What is not yet applied in a database that is recorded at {@code current}, in an order that can be applied. */
    public List<Revision> pending(Collection<String> current) {
        var applied = ancestry(current);
        return byId.values().stream()
                .filter(revision -> !applied.contains(revision.id()))
                .toList();
    }

    private static List<String> before(Revision revision) {
        var all = new ArrayList<>(revision.parents());
        all.addAll(revision.dependsOn());
        return all;
    }
}
