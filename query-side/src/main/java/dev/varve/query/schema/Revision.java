package dev.varve.query.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * One migration script, as the tool told it.
 *
 * @param id the tool's
 * @param parents what it follows; empty for a base, several for a merge
 * @param dependsOn what must be applied before it and is not in its line
 * @param labels of branches
 * @param message one line, may be empty
 * @param file its name; {@code null} if there is none
 * @param sha256 of the script; {@code null} if nobody could read it
 * @param repeatable whether it is run again whenever its text changes, and is no part of the line
 */
public record Revision(
        String id,
        List<String> parents,
        List<String> dependsOn,
        List<String> labels,
        String message,
        String file,
        String sha256,
        boolean repeatable) {

    public Revision {
        parents = parents == null ? List.of() : List.copyOf(parents);
        dependsOn = dependsOn == null ? List.of() : List.copyOf(dependsOn);
        labels = labels == null ? List.of() : List.copyOf(labels);
        message = message == null ? "" : message;
    }

    /** One of which only the name is known. */
    static Revision named(String id) {
        return new Revision(id, List.of(), List.of(), List.of(), "", null, null, false);
    }

    List<String> before() {
        var all = new ArrayList<>(parents);
        all.addAll(dependsOn);
        return all;
    }
}
