package dev.varve.engine.diagnosis;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.tool.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds foreign keys that pending revisions make and that this database will refuse: their target has no unique key here, although it has
 * one where the scripts ran from the beginning. So it is with databases that an older release made, or that were copied without keys
 * (PostgreSQL says {@code there is no unique constraint matching given keys}).
 */
final class MissingUniqueKeys {

    private final Situation situation;

    MissingUniqueKeys(Situation situation) {
        this.situation = situation;
    }

    List<Finding> underPendingForeignKeys() {
        var references = situation.references();
        if (references == null) {
            return List.of();
        }
        var pending = situation.graph().pending(situation.current()).stream()
                .map(Revision::id)
                .collect(Collectors.toSet());
        var findings = new ArrayList<Finding>();
        var there = new TreeSet<>(situation.live().facets());
        var before = Schema.empty();
        for (var step : references.steps()) {
            if (pending.contains(step.revision())) {
                var added = Difference.between(before, step.after()).surplus();
                there.addAll(added);
                added.stream()
                        .filter(facet -> facet.kind() == Facet.Kind.FOREIGN_KEY)
                        .forEach(key -> finding(step.revision(), key, there).ifPresent(findings::add));
            }
            before = step.after();
        }
        return findings;
    }

    private Optional<Finding> finding(String revision, Facet key, Set<Facet> there) {
        return ForeignKeyTargets.targetOf(key)
                .filter(target -> situation.live().tables().contains(target.table()))
                .filter(target -> there.stream()
                        .filter(facet -> facet.owner().equals(target.table()))
                        .noneMatch(facet -> ForeignKeyTargets.isUniqueOver(facet, target.columns())))
                .map(target -> finding(revision, key, target));
    }

    private static Finding finding(String revision, Facet key, ForeignKeyTargets.Target target) {
        return Finding.of(
                        FindingCode.MISSING_UNIQUE_KEY,
                        Severity.ERROR,
                        "expected a unique key on " + target.table() + target.list()
                                + ", at which the pending revision "
                                + revision + " points the foreign key " + key.definition() + " of table " + key.owner()
                                + ", found none: the revision would fail there",
                        "ALTER TABLE " + sql(target.table()) + " ADD UNIQUE " + target.list()
                                + "; rows that are alike there have to be merged first, as their owner decides")
                .with("revision", revision)
                .with("table", key.owner())
                .with("foreignKey", key.definition())
                .with("target", target.table());
    }

    /** A name as the schema tells it, as SQL takes it: what is no plain word in quotes. */
    private static String sql(String called) {
        return called.matches("[a-z_][a-z0-9_.]*") ? called : ForeignKeyTargets.quoted(called);
    }
}
