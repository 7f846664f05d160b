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

    private Classification(Situation situation) {
        this.situation = situation;
        this.words = new Words(situation);
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
        var rehearsed = stepAsRehearsed();
        if (rehearsed.isPresent()) {
            return rehearsed.get();
        }
        if (situation.current().isEmpty()) {
            return unrecorded();
        }
        return situation.expected().map(this::compared).orElseGet(this::byRecord);
    }

    /** What a rehearsal on a copy of this very database showed is exact, also where its schema never was the scripts' own. */
    private Optional<Verdict> stepAsRehearsed() {
        var run = situation.lastRun();
        if (run == null || run.rehearsed() == null || !situation.next().contains(run.openRevision())) {
            return Optional.empty();
        }
        var before = run.rehearsed().before();
        var after = run.rehearsed().after();
        var live = situation.liveWithoutLeftovers();
        if (before.equals(after) || !liesBetween(before, after, live)) {
            return Optional.empty();
        }
        return Optional.of(Verdict.of(
                PARTIAL,
                live.equals(after)
                        ? words.appliedNotStamped(run.openRevision(), before, after)
                        : words.partial(run.openRevision(), before, after)));
    }

    private Verdict unrecorded() {
        if (situation.liveWithoutLeftovers().isEmpty()) {
            return Verdict.of(EMPTY);
        }
        var first = firstStep();
        if (first.isPresent()) {
            return first.get();
        }
        if (situation.references() != null) {
            var broken = partOfABrokenStep(Schema.empty());
            if (broken.isPresent()) {
                return broken.get();
            }
        }
        var known = byRecord();
        return known.state() == PARTIAL ? known : Verdict.of(UNMANAGED, words.unmanaged(nearest()));
    }

    /** A first revision that is there in part. One that is there whole may as well be a lost version table. */
    private Optional<Verdict> firstStep() {
        var live = situation.liveWithoutLeftovers();
        return situation.next().stream()
                .filter(next -> situation
                        .expectedAfter(next)
                        .filter(after -> !after.equals(live) && liesBetween(Schema.empty(), after, live))
                        .isPresent())
                .findFirst()
                .map(next -> Verdict.of(
                        PARTIAL,
                        words.partial(
                                next,
                                Schema.empty(),
                                situation.expectedAfter(next).orElseThrow())));
    }

    private Verdict compared(Schema expected) {
        if (situation.isAsExpected(expected)) {
            return partialInRows().orElseGet(() -> Verdict.of(healthy()));
        }
        return partialStep(expected)
                .or(() -> partOfABrokenStep(expected))
                .or(() -> stampedAhead(expected))
                .or(() -> partialByRecord(expected))
                .or(() -> partialAndDrifted(expected))
                .orElseGet(() -> drifted(expected));
    }

    /** Whether the schema lies between the recorded revision and a next one, or equals one further on. */
    private Optional<Verdict> partialStep(Schema expected) {
        var live = situation.liveWithoutLeftovers();
        for (var next : situation.next()) {
            var after = situation.expectedAfter(next);
            if (after.isPresent() && after.get().equals(live) && !after.get().equals(expected)) {
                return Optional.of(Verdict.of(PARTIAL, words.appliedNotStamped(next, expected, after.get())));
            }
            if (after.isPresent() && liesBetween(expected, after.get(), live)) {
                return Optional.of(Verdict.of(PARTIAL, words.partial(next, expected, after.get())));
            }
        }
        return further(expected);
    }

    /** A next revision fails on an empty database too: what it leaves behind there tells what of it may be here. */
    private Optional<Verdict> partOfABrokenStep(Schema expected) {
        var broken = situation.references().broken();
        var live = situation.liveWithoutLeftovers();
        return broken != null
                        && situation.next().contains(broken.revision())
                        && liesBetween(expected, broken.left(), live)
                ? Optional.of(Verdict.of(PARTIAL, words.partOfBroken(broken, expected)))
                : Optional.empty();
    }

    /** The record knows of a step that began on the very schema that is expected and did not end well. */
    private Optional<Verdict> partialByRecord(Schema expected) {
        var run = situation.lastRun();
        return run != null
                        && run.openRevision() != null
                        && situation.next().contains(run.openRevision())
                        && expected.fingerprint().equals(run.fingerprintBefore())
                ? Optional.of(Verdict.of(PARTIAL, words.partialByRecord(run)))
                : Optional.empty();
    }

    private Optional<Verdict> further(Schema expected) {
        var pending = situation.graph().pending(situation.current()).stream()
                .map(revision -> revision.id())
                .toList();
        return nearest()
                .filter(near -> near.isEqual() && pending.contains(near.revision()))
                .map(near -> Verdict.of(
                        DIVERGED,
                        words.appliedNotStamped(near.revision(), expected, situation.liveWithoutLeftovers())));
    }

    /** Nothing is there that neither schema has, and nothing is gone that both have. An index whose building broke off is part of one. */
    private static boolean liesBetween(Schema before, Schema after, Schema live) {
        var step = Difference.between(before, after);
        var found = Difference.between(before, live);
        return !found.isEmpty()
                && found.surplus().stream().allMatch(facet -> facet.isMadeBy(step.surplus()))
                && step.missing().containsAll(found.missing());
    }

    /** Some of what a next revision brings is there, and something else besides: to run it would be to run it over its half. */
    private Optional<Verdict> partialAndDrifted(Schema expected) {
        var found = Difference.between(expected, situation.liveWithoutLeftovers());
        for (var next : situation.next()) {
            var after = situation.expectedAfter(next).orElse(expected);
            var brought = Difference.between(expected, after).surplus();
            if (!brought.isEmpty() && found.surplus().containsAll(brought)) {
                return Optional.of(Verdict.of(PARTIAL, words.appliedNotStamped(next, expected, after)));
            }
            if (brought.stream().anyMatch(found.surplus()::contains)) {
                return Optional.of(Verdict.of(PARTIAL, words.partial(next, expected, after)));
            }
        }
        return Optional.empty();
    }

    /** Recorded, and never run: the schema is an earlier revision's, or by far nearer to that. Not where the scripts were edited since. */
    private Optional<Verdict> stampedAhead(Schema expected) {
        var applied = situation.graph().ancestry(situation.current());
        if (applied.stream().anyMatch(situation.edited()::contains)) {
            return Optional.empty();
        }
        var distance =
                Difference.between(expected, situation.liveWithoutLeftovers()).size();
        var near = nearest()
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
            if (before.isPresent() && liesBetween(expected, before.get(), situation.liveWithoutLeftovers())) {
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
        return Verdict.of(DIVERGED, words.drift(expected, nearest()));
    }

    private Optional<ReferenceSchemas.Nearest> nearest() {
        return Optional.ofNullable(situation.references())
                .flatMap(references -> references.nearest(situation.liveWithoutLeftovers()));
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
                : partialInRows().orElseGet(() -> Verdict.of(healthy()));
    }

    /** The schema is as it was before the step that did not end, but what it wrote into rows may have stayed. */
    private Optional<Verdict> partialInRows() {
        var run = situation.lastRun();
        return run != null
                        && run.openRevision() != null
                        && !run.leftInRows().isEmpty()
                        && situation.next().contains(run.openRevision())
                ? Optional.of(Verdict.of(PARTIAL, words.partialInRows(run)))
                : Optional.empty();
    }

    private DatabaseState healthy() {
        return situation.graph().pending(situation.current()).isEmpty() ? UP_TO_DATE : PENDING;
    }
}
