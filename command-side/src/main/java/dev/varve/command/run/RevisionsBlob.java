package dev.varve.command.run;

import dev.varve.command.append.Redaction;
import dev.varve.engine.tool.Revision;
import dev.varve.engine.tool.RevisionGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The revisions of a project as they are kept in the record: a JSON list, each after those that it builds on. It tells of the scripts alone:
 * where a database stands is told elsewhere, so equal scripts give equal bytes.
 */
public final class RevisionsBlob {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** As Varve names Flyway's repeatable scripts. */
    private static final String REPEATABLE = "R:";

    private static final int LONGEST_MESSAGE = 2_000;

    private RevisionsBlob() {}

    /** As they are kept, without secrets. */
    public static byte[] of(RevisionGraph graph, Redaction redaction) {
        return of(graph.revisions(), redaction);
    }

    /**
     * Likewise.
     *
     * @param revisions each after those that it builds on
     */
    public static byte[] of(List<Revision> revisions, Redaction redaction) {
        var kept = new ArrayList<Map<String, Object>>();
        revisions.stream()
                .filter(revision -> !isRepeatable(revision.id()))
                .forEach(revision -> kept.add(map(revision, parents(revision, revisions), redaction)));
        revisions.stream()
                .filter(revision -> isRepeatable(revision.id()))
                .sorted(Comparator.comparing(Revision::id))
                .forEach(revision -> kept.add(map(revision, List.of(), redaction)));
        return JSON.writeValueAsBytes(kept);
    }

    /** A repeatable script stands in the order in which this database ran it; of the scripts themselves it is no part of the line. */
    private static List<String> parents(Revision revision, List<Revision> all) {
        var parents = revision.parents();
        while (parents.size() == 1 && isRepeatable(parents.getFirst())) {
            var repeatable = parents.getFirst();
            parents = all.stream()
                    .filter(other -> other.id().equals(repeatable))
                    .findFirst()
                    .map(Revision::parents)
                    .orElse(List.of());
        }
        return parents;
    }

    private static boolean isRepeatable(String id) {
        return id.startsWith(REPEATABLE);
    }

    private static Map<String, Object> map(Revision revision, List<String> parents, Redaction redaction) {
        var map = new LinkedHashMap<String, Object>();
        map.put("id", revision.id());
        map.put("parents", parents);
        map.put("dependsOn", revision.dependsOn());
        map.put("labels", revision.labels().stream().sorted().toList());
        map.put("message", shortened(redaction.of(revision.message())));
        map.put("file", revision.file() == null ? null : name(redaction.of(revision.file())));
        map.put("sha256", revision.sha256());
        map.put("repeatable", isRepeatable(revision.id()));
        return map;
    }

    private static String shortened(String message) {
        var fits = message.codePointCount(0, message.length()) <= LONGEST_MESSAGE;
        return fits ? message : message.substring(0, message.offsetByCodePoints(0, LONGEST_MESSAGE)) + "…";
    }

    private static String name(String file) {
        var name = Path.of(file).getFileName();
        return name == null ? file : name.toString();
    }
}
