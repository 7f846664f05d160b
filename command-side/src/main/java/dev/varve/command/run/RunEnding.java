package dev.varve.command.run;

import dev.varve.command.append.Recorder;
import dev.varve.command.append.Redaction;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.diagnosis.Looked;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.run.Approach;
import dev.varve.engine.run.RunOrder;
import dev.varve.engine.run.RunReport;
import dev.varve.events.Intents;
import dev.varve.events.RunEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Ends a run: after a failure on the database itself it looks again, tells a partial run from the rest, and records the outcome with the next command. */
final class RunEnding {

    private final Recorder recorder;
    private final Diagnoses diagnoses;
    private final Consumer<Observation> observer;
    private final Redaction redaction;
    private final Clock clock;

    RunEnding(
            Recorder recorder, Diagnoses diagnoses, Consumer<Observation> observer, Redaction redaction, Clock clock) {
        this.recorder = recorder;
        this.diagnoses = diagnoses;
        this.observer = observer;
        this.redaction = redaction;
        this.clock = clock;
    }

    RunOutcome end(
            MigrationRequest request,
            TargetAccess access,
            RunOrder order,
            RunReport told,
            StepTrail trail,
            Instant started) {
        var report = recorder.outage().isOn()
                ? told.whileStoreIsLost(recorder.outage().cause().found())
                : told;
        var after = needsALook(report) ? diagnoses.lookAfterFailure(access, order, report) : null;
        var found = after == null ? List.<String>of() : tell(after, report);
        var remedy = remedy(request, access.name(), report);
        var ended = clock.instant();
        record(order, report, after, remedy, Duration.between(started, ended));
        return new RunOutcome(
                order.runId(),
                order.target(),
                request.kind(),
                report.outcome(),
                order.from(),
                report.outcome() == RunReport.Outcome.SUCCEEDED ? report.current() : order.to(),
                report.backup(),
                trail.steps(),
                report.tables(),
                started,
                ended,
                redaction.of(report.why()),
                remedy,
                found,
                order.approach().strategy(),
                report.rehearsal(),
                report.kept(),
                request.among().online());
    }

    /** A database that was not opened for writing is what it was: what is known of it from before the run still holds. */
    private static boolean needsALook(RunReport report) {
        return report.touched() && report.outcome() != RunReport.Outcome.SUCCEEDED;
    }

    private List<String> tell(Looked after, RunReport report) {
        var partial = after.diagnosis().findings().stream()
                .filter(finding -> finding.code() == FindingCode.PARTIAL_MIGRATION)
                .findFirst();
        partial.ifPresent(finding -> observer.accept(new Observation.PartialRunSeen(
                report.failedRevision(),
                text(finding, "expectedBefore"),
                text(finding, "expectedAfter"),
                report.fingerprint(),
                words(finding))));
        return partial.map(RunEnding::words).orElse(List.of());
    }

    private static String text(Finding finding, String evidence) {
        var value = finding.evidence().get(evidence);
        return value == null ? null : value.toString();
    }

    private static List<String> words(Finding finding) {
        var words = new ArrayList<String>();
        list(finding, "exists").forEach(object -> words.add("exists: " + object));
        list(finding, "missing").forEach(object -> words.add("missing: " + object));
        return words;
    }

    private static List<?> list(Finding finding, String evidence) {
        return finding.evidence().get(evidence) instanceof List<?> list ? list : List.of();
    }

    private static String remedy(MigrationRequest request, String target, RunReport report) {
        return switch (report.outcome()) {
            case SUCCEEDED -> request.kind() == RunKind.REHEARSE ? "varve upgrade " + target : null;
            case FAILED_UNCHANGED ->
                "mend the cause named above, then run it again: varve "
                        + request.kind().word() + " " + target
                        + (request.among().online() ? " --online" : "");
            case FAILED_NEEDS_RECOVERY -> "varve recover " + target;
            case INTERRUPTED ->
                report.backup() == null || report.tables().isEmpty()
                        ? "varve diagnose " + target
                        : "varve recover " + target;
            case REFUSED, PROOF_FAILED -> "varve diagnose " + target;
        };
    }

    private void record(RunOrder order, RunReport report, Looked after, String remedy, Duration took) {
        var fact = switch (report.outcome()) {
            case SUCCEEDED ->
                new RunEvent.RunSucceeded(
                        order.runId(),
                        order.target(),
                        order.approach() == Approach.REHEARSAL_ONLY ? List.of() : report.current(),
                        report.fingerprint(),
                        took.toMillis());
            case INTERRUPTED ->
                new RunEvent.RunInterrupted(
                        order.runId(),
                        order.target(),
                        Intents.stoppedAt(report.failedRevision()),
                        redaction.of(report.why()),
                        report.fingerprint());
            case REFUSED, PROOF_FAILED, FAILED_UNCHANGED, FAILED_NEEDS_RECOVERY ->
                new RunEvent.RunFailed(
                        order.runId(),
                        order.target(),
                        RunOutcome.word(report.outcome()),
                        after == null ? order.from() : after.diagnosis().current(),
                        report.fingerprint(),
                        redaction.of(report.why()),
                        remedy,
                        took.toMillis());
        };
        recorder.send(RunCommand.observe(fact));
    }
}
