package dev.varve.command.bundle;

import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.tool.RevisionGraph;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The names of a schema's objects and the ids of the scripts' revisions: what cannot be a value although it looks like a word. */
final class KnownNames {

    /** Others may be named by their own text. */
    private static final Set<Facet.Kind> NAMED =
            Set.of(Facet.Kind.TABLE, Facet.Kind.COLUMN, Facet.Kind.INDEX, Facet.Kind.VIEW, Facet.Kind.TRIGGER);

    private final Set<String> objects = new HashSet<>();
    private final Set<String> revisions = new HashSet<>(Set.of("head", "heads", "base"));

    KnownNames schema(Schema schema) {
        schema.facets().stream().filter(facet -> NAMED.contains(facet.kind())).forEach(facet -> {
            object(facet.owner());
            object(facet.name());
        });
        return this;
    }

    KnownNames tables(Collection<String> tables) {
        tables.forEach(this::object);
        return this;
    }

    KnownNames graph(RevisionGraph graph) {
        graph.revisions().forEach(revision -> revisions.add(revision.id()));
        return this;
    }

    private void object(String name) {
        objects.add(name.toLowerCase(Locale.ROOT));
    }

    boolean isObject(String name) {
        return objects.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The id, unless the scripts have no such revision: then it is whatever stands in the tool's table. */
    String revision(String id) {
        return id == null || revisions.contains(id)
                ? id
                : "[no revision of the scripts, " + id.length() + " characters]";
    }
}
