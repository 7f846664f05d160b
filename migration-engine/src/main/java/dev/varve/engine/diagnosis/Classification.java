package dev.varve.engine.diagnosis;

import static dev.varve.engine.diagnosis.DatabaseState.DIVERGED;
import static dev.varve.engine.diagnosis.DatabaseState.EMPTY;
import static dev.varve.engine.diagnosis.DatabaseState.PARTIAL;
import static dev.varve.engine.diagnosis.DatabaseState.PENDING;
import static dev.varve.engine.diagnosis.DatabaseState.UNKNOWN_REVISION;
import static dev.varve.engine.diagnosis.DatabaseState.UNMANAGED;
import static dev.varve.engine.diagnosis.DatabaseState.UP_TO_DATE;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.fingerprint.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what state a database is in, by set arithmetic over facets. Pure: the same situation always gives the same verdict.
 *
 * <p>With {@code ref[r]} the schema that the scripts produce at {@code r}: a schema between {@code ref[current]} and
 * {@code ref[next]} is a partial step; one that equals {@code ref[next]} ran but was not recorded, and its data may be half
 * done; one that equals an earlier reference was recorded but never ran; any other is drift, told by the nearest.
 */
final class Classification {

    /** A schema is an earlier revision's, with something besides, if it is so many times nearer to it than to the recorded one's. */
    private static final int CLEARLY_NEARER = 3;

    private final Situation situation;
    private final Words words;
    private final PartOfAStep part;

    private Classification(Situation situation) {
        this.situation = situation;
        this.words = new Words(situation);
        this.part = new PartOfAStep(situation, words);
    }

    static Verdict of(Situation situation) {
        var verdict = new Classification(situation).classify();
        var leftovers = situation.leftovers();
        if (leftovers.isEmpty()) {
            return verdict;
        }
        var findings = new ArrayList<Finding>(verdict.findings());
        leftovers.forEach(table -> findings.add(new LeftoverWords(situation).of(table)));
        return new Verdict(PARTIAL, findings);
    }

    private Verdict classify() {
        if (!situation.unknownRevisions().isEmpty()) {
            return Verdict.of(UNKNOWN_REVISION, words.unknownRevisions());
        }
        var rehearsed = part.asRehearsed();
        if (rehearsed.isPresent()) {
            return rehearsed.get();
        }
        if (situation.current().isEmpty()) {
            return unrecorded();
        }
        return situation.expected().map(this::compared).orElseGet(this::byRecord);
    }

    private Verdict unrecorded() {
        if (situation.liveWithoutLeftovers().isEmpty()) {
            return Verdict.of(EMPTY);
        }
        var first = part.ofTheFirst();
        if (first.isPresent()) {
            return first.get();
        }
        if (situation.references() != null) {
            var broken = part.ofABroken(Schema.empty());
            if (broken.isPresent()) {
                return broken.get();
            }
        }
        var known = byRecord();
        return known.state() == PARTIAL ? known : Verdict.of(UNMANAGED, words.unmanaged(situation.nearest()));
    }

    private Verdict compared(Schema expected) {
        if (situation.isAsExpected(expected)) {
            return part.inRows().orElseGet(() -> Verdict.of(healthy()));
        }
        return part.ofANext(expected)
                .or(() -> part.ofABroken(expected))
                .or(() -> stampedAhead(expected))
                .or(() -> part.byRecord(expected))
                .or(() -> part.andDrifted(expected))
                .orElseGet(() -> drifted(expected));
    }

    /** Recorded, and never run: the schema is an earlier revision's, or by far nearer to that. Not where the scripts were edited since. */
    private Optional<Verdict> stampedAhead(Schema expected) {
        var applied = situation.graph().ancestry(situation.current());
        if (applied.stream().anyMatch(situation.edited()::contains)) {
            return Optional.empty();
        }
        var distance =
                Difference.between(expected, situation.liveWithoutLeftovers()).size();
        var near = situation
                .nearest()
                .filter(found -> applied.contains(found.revision()))
                .filter(found -> !situation.current().equals(List.of(found.revision())));
        if (near.isPresent() && near.get().difference().size() * CLEARLY_NEARER <= distance) {
            return near.map(found -> Verdict.of(DIVERGED, words.stampedNotApplied(found, expected)));
        }
        return lastStepMissing(expected).map(found -> Verdict.of(DIVERGED, words.stampedNotApplied(found, expected)));
    }

    /** Whether the recorded revision itself is there only in part: a stamp over a broken run. */
    private Optional<ReferenceSchemas.Nearest> lastStepMissing(Schema expected) {
        for (var id : situation.current()) {
            var parents = situation
                    .graph()
                    .find(id)
                    .map(revision -> revision.parents())
                    .orElse(List.of());
            var before = situation.references().after(situation.graph().ancestry(parents));
            if (before.isPresent()
                    && PartOfAStep.liesBetween(expected, before.get(), situation.liveWithoutLeftovers())) {
                var name = parents.isEmpty() ? "base" : String.join(", ", parents);
                return Optional.of(new ReferenceSchemas.Nearest(
                        name, Difference.between(before.get(), situation.liveWithoutLeftovers())));
            }
        }
        return Optional.empty();
    }

    /**
     * Scripts that break on an empty database presuppose what somebody else made there, as applications whose first releases had
     * no migrations do: what is there beyond their own schema is no drift then.
     */
    private Verdict drifted(Schema expected) {
        var broken = situation.references().broken();
        var difference = Difference.between(expected, situation.liveWithoutLeftovers());
        if (broken != null && difference.missing().isEmpty()) {
            return Verdict.of(healthy(), words.presupposed(broken, difference));
        }
        return Verdict.of(DIVERGED, words.drift(expected, situation.nearest()));
    }

    /** Without references only the record can tell of a broken step: its schema before is known, and it is another now. */
    private Verdict byRecord() {
        var run = situation.lastRun();
        var broken = run != null
                && run.openRevision() != null
                && run.fingerprintBefore() != null
                && situation.graph().pending(situation.current()).stream()
                        .anyMatch(revision -> revision.id().equals(run.openRevision()))
                && !run.fingerprintBefore().equals(situation.live().fingerprint());
        return broken
                ? Verdict.of(PARTIAL, words.partialByRecord(run))
                : part.inRows().orElseGet(() -> Verdict.of(healthy()));
    }

    private DatabaseState healthy() {
        return situation.graph().pending(situation.current()).isEmpty() ? UP_TO_DATE : PENDING;
    }
}
