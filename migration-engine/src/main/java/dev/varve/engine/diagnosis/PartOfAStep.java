package dev.varve.engine.diagnosis;

import static dev.varve.engine.diagnosis.DatabaseState.DIVERGED;
import static dev.varve.engine.diagnosis.DatabaseState.PARTIAL;

import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.fingerprint.Schema;
import java.util.Optional;

/** Whether what is found is part of a step that did not end, by each thing that can tell it. Every answer is empty if it does not. */
final class PartOfAStep {

    private final Situation situation;
    private final Words words;

    PartOfAStep(Situation situation, Words words) {
        this.situation = situation;
        this.words = words;
    }

    /** What a rehearsal on a copy of this very database showed is exact, also where its schema never was the scripts' own. */
    Optional<Verdict> asRehearsed() {
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

    /** A first revision that is there in part. One that is there whole may as well be a lost version table. */
    Optional<Verdict> ofTheFirst() {
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

    /** Whether the schema lies between the recorded revision and a next one, or equals one further on. */
    Optional<Verdict> ofANext(Schema expected) {
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

    private Optional<Verdict> further(Schema expected) {
        var pending = situation.graph().pending(situation.current()).stream()
                .map(revision -> revision.id())
                .toList();
        return situation
                .nearest()
                .filter(near -> near.isEqual() && pending.contains(near.revision()))
                .map(near -> Verdict.of(
                        DIVERGED,
                        words.appliedNotStamped(near.revision(), expected, situation.liveWithoutLeftovers())));
    }

    /** A next revision fails on an empty database too: what it leaves behind there tells what of it may be here. */
    Optional<Verdict> ofABroken(Schema expected) {
        var broken = situation.references().broken();
        var live = situation.liveWithoutLeftovers();
        return broken != null
                        && situation.next().contains(broken.revision())
                        && liesBetween(expected, broken.left(), live)
                ? Optional.of(Verdict.of(PARTIAL, words.partOfBroken(broken, expected)))
                : Optional.empty();
    }

    /** The record knows of a step that began on the very schema that is expected and did not end well. */
    Optional<Verdict> byRecord(Schema expected) {
        var run = situation.lastRun();
        return run != null
                        && run.openRevision() != null
                        && situation.next().contains(run.openRevision())
                        && expected.fingerprint().equals(run.fingerprintBefore())
                ? Optional.of(Verdict.of(PARTIAL, words.partialByRecord(run)))
                : Optional.empty();
    }

    /** Some of what a next revision brings is there, and something else besides: to run it would be to run it over its half. */
    Optional<Verdict> andDrifted(Schema expected) {
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

    /** The schema is as it was before the step that did not end, but what it wrote into rows may have stayed. */
    Optional<Verdict> inRows() {
        var run = situation.lastRun();
        return run != null
                        && run.openRevision() != null
                        && !run.leftInRows().isEmpty()
                        && situation.next().contains(run.openRevision())
                ? Optional.of(Verdict.of(PARTIAL, words.partialInRows(run)))
                : Optional.empty();
    }

    /** Nothing is there that neither schema has, and nothing is gone that both have. An index whose building broke off is part of one. */
    static boolean liesBetween(Schema before, Schema after, Schema live) {
        var step = Difference.between(before, after);
        var found = Difference.between(before, live);
        return !found.isEmpty()
                && found.surplus().stream().allMatch(facet -> facet.isMadeBy(step.surplus()))
                && step.missing().containsAll(found.missing());
    }
}
