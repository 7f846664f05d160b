package dev.varve.query.runs;

import dev.varve.events.BlobRef;
import dev.varve.events.RecordedFailure;
import dev.varve.events.RecordedStep;
import dev.varve.events.RunEvent.StatementsJudged;
import dev.varve.events.RunEvent.StepDeviated;
import dev.varve.events.RunEvent.StepFailed;
import dev.varve.events.RunEvent.StepOutcomeUnknown;
import dev.varve.events.RunEvent.StepRetried;
import dev.varve.events.RunEvent.StepStarted;
import dev.varve.events.RunEvent.StepSucceeded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run's steps, followed from the plan to each one's end. A step that is tried again is the same step. */
final class Steps {

    private final Map<Integer, Step> byOrdinal = new LinkedHashMap<>();

    private static final class Step {
        private final int ordinal;
        private final String revision;
        private String message;
        private String file;
        private String sha256;
        private Instant startedAt;
        private Instant endedAt;
        private String outcome;
        private Long durationMillis;
        private Integer statements;
        private Long rowsAffected;
        private String fingerprintBefore;
        private String fingerprintAfter;
        private RecordedFailure failure;
        private String why;
        private final List<StepRetried> retries = new ArrayList<>();
        private List<String> deviation = List.of();
        private StatementsJudged verdicts;
        private BlobRef ledger;
        private BlobRef output;

        Step(int ordinal, String revision) {
            this.ordinal = ordinal;
            this.revision = revision;
        }

        void ended(String how, Instant at, String fingerprint, BlobRef ran) {
            outcome = how;
            endedAt = at;
            fingerprintAfter = fingerprint;
            ledger = ran;
        }

        StepView view() {
            return new StepView(
                    ordinal,
                    revision,
                    message,
                    file,
                    sha256,
                    startedAt,
                    endedAt,
                    outcome,
                    durationMillis,
                    statements,
                    rowsAffected,
                    fingerprintBefore,
                    fingerprintAfter,
                    failure,
                    why,
                    retries,
                    deviation,
                    verdicts,
                    ledger,
                    output);
        }
    }

    void planned(List<RecordedStep> plan) {
        int ordinal = 1;
        for (var planned : plan) {
            var step = step(ordinal++, planned.revision());
            step.message = planned.message();
            step.file = planned.file();
            step.sha256 = planned.sha256();
        }
    }

    void on(StepStarted told, Instant at) {
        var step = step(told.ordinal(), told.revision());
        step.message = told.message();
        step.startedAt = at;
        step.fingerprintBefore = told.fingerprint();
        step.ended(null, null, null, null);
        step.failure = null;
    }

    void on(StepSucceeded told, Instant at) {
        var step = step(told.ordinal(), told.revision());
        step.ended(StepView.SUCCEEDED, at, told.fingerprint(), told.ledger());
        step.durationMillis = told.durationMillis();
        step.statements = told.statements();
        step.rowsAffected = told.rowsAffected();
    }

    void on(StepFailed told, Instant at) {
        var step = step(told.ordinal(), told.revision());
        step.ended(StepView.FAILED, at, told.fingerprint(), told.ledger());
        step.durationMillis = told.durationMillis();
        step.failure = told.failure();
        step.output = told.output();
    }

    void on(StepOutcomeUnknown told, Instant at) {
        var step = step(told.ordinal(), told.revision());
        step.ended(StepView.UNKNOWN, at, told.fingerprint(), told.ledger());
        step.why = told.why();
    }

    void on(StepRetried told) {
        step(told.ordinal(), told.revision()).retries.add(told);
    }

    void on(StepDeviated told) {
        step(told.ordinal(), told.revision()).deviation = told.difference();
    }

    /** The last of that revision: a downgrade and an upgrade are never in one run. */
    void on(StatementsJudged told) {
        byOrdinal.values().stream()
                .filter(step -> step.revision.equals(told.revision()))
                .reduce((earlier, later) -> later)
                .ifPresent(step -> step.verdicts = told);
    }

    private Step step(int ordinal, String revision) {
        return byOrdinal.computeIfAbsent(ordinal, number -> new Step(number, revision));
    }

    List<StepView> views() {
        return byOrdinal.values().stream().map(Step::view).toList();
    }
}
