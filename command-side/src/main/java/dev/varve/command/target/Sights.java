package dev.varve.command.target;

import dev.varve.events.TargetEvent.RevisionsSeen;
import dev.varve.events.TargetEvent.SchemaSeen;
import java.util.HashSet;
import java.util.Set;

/**
 * What is kept of what looking showed.
 *
 * @param fingerprints of the schemas that are kept whole
 * @param revisions the SHA-256 of the revisions that were kept last; {@code null} if none were
 */
public record Sights(Set<String> fingerprints, String revisions) {

    /** Nothing was kept yet. */
    static final Sights NONE = new Sights(Set.of(), null);

    public Sights {
        fingerprints = Set.copyOf(fingerprints);
    }

    /** Whether a schema of that fingerprint is kept. */
    public boolean hold(String fingerprint) {
        return fingerprints.contains(fingerprint);
    }

    Sights and(SchemaSeen seen) {
        var more = new HashSet<>(fingerprints);
        more.add(seen.fingerprint());
        return new Sights(more, revisions);
    }

    Sights and(RevisionsSeen seen) {
        return new Sights(fingerprints, seen.revisions().sha256());
    }
}
