package dev.varve.engine.tool.alembic;

import dev.varve.engine.tool.Revision;
import java.util.Collection;
import java.util.List;

/** Turns what {@code depends_on} may name, an id, a branch label or a unique beginning of an id, into ids. */
final class DependencyNames {

    private DependencyNames() {}

    static List<Revision> resolved(Collection<Revision> revisions) {
        return revisions.stream().map(one -> resolved(one, revisions)).toList();
    }

    private static Revision resolved(Revision one, Collection<Revision> all) {
        var ids = one.dependsOn().stream().map(name -> idOf(name, all)).toList();
        return new Revision(one.id(), one.parents(), ids, one.labels(), one.message(), one.file(), one.sha256());
    }

    private static String idOf(String name, Collection<Revision> all) {
        for (var revision : all) {
            if (revision.id().equals(name) || revision.labels().contains(name)) {
                return revision.id();
            }
        }
        var beginning =
                all.stream().filter(revision -> revision.id().startsWith(name)).toList();
        return beginning.size() == 1 ? beginning.getFirst().id() : name;
    }
}
