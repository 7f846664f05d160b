package dev.varve.query.runs;

import dev.varve.events.Circumstances;
import dev.varve.events.RecordedFailure;
import dev.varve.events.RecordedFinding;
import dev.varve.events.RecordedOption;
import dev.varve.events.RecordedTable;
import dev.varve.events.RunEvent.ApplicationLeftRunning;
import dev.varve.events.RunEvent.CheckEnded;
import dev.varve.events.RunEvent.WaitSeen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run as its events tell it. {@code null} is what is not known, or not yet; lists are empty then.
 *
 * @param kind as asked for: upgrade, downgrade, rehearse, stamp, repair, restore, recover
 * @param asked who asked, where and why
 * @param because what was said in favour of a stamp
 * @param toolVersions the migration tool's and its interpreter's
 * @param from where the database was when the steps were planned
 * @param to where the plan leads
 * @param reached where the database was when the run ended
 * @param findings why it was refused, or what it was warned of
 * @param backups those that were taken for it
 * @param outcome as in the contract; {@code null} while it is under way, or if it died and nobody has found it yet
 * @param lastIntent the last act that was announced, for a run that did not say its end
 * @param outage why facts of it came late; {@code null} if none did
 * @param firstSequence of its first event
 */
public record RunView(
        String runId,
        String target,
        String kind,
        Circumstances asked,
        String destination,
        List<String> acceptedLosses,
        String because,
        Strategy strategy,
        ApplicationLeftRunning besideApplication,
        Map<String, String> toolVersions,
        List<String> from,
        List<String> to,
        List<String> reached,
        List<RecordedFinding> findings,
        List<String> backups,
        Rehearsal rehearsal,
        List<StepView> steps,
        List<RecordedTable> tables,
        List<CheckEnded> checks,
        List<WaitSeen> waits,
        Stamp stamp,
        Restore restore,
        Recovery recovery,
        String kept,
        String outcome,
        String why,
        String remedy,
        String lastIntent,
        String fingerprint,
        String outage,
        Instant startedAt,
        Instant endedAt,
        long firstSequence,
        long lastSequence,
        int events) {

    public RunView {
        acceptedLosses = List.copyOf(acceptedLosses);
        toolVersions = Map.copyOf(toolVersions);
        from = List.copyOf(from);
        to = List.copyOf(to);
        reached = List.copyOf(reached);
        findings = List.copyOf(findings);
        backups = List.copyOf(backups);
        steps = List.copyOf(steps);
        tables = List.copyOf(tables);
        checks = List.copyOf(checks);
        waits = List.copyOf(waits);
    }

    /** What the migration tool said of the step that failed, on the copy or in the database; empty if it said nothing. */
    public Optional<RecordedFailure> cause() {
        return Stream.concat(
                        Stream.ofNullable(rehearsal).map(Rehearsal::failure),
                        steps.stream().map(StepView::failure))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** How the step ended on the copy: {@code SUCCEEDED} or {@code FAILED}; {@code null} if it did not run there, or nobody told. */
    public String onCopy(StepView step) {
        if (rehearsal == null || rehearsal.outcome() == null) {
            return null;
        }
        int failed = steps.stream()
                .filter(each -> each.revision().equals(rehearsal.revision()))
                .mapToInt(StepView::ordinal)
                .findFirst()
                .orElse(Integer.MAX_VALUE);
        if (step.ordinal() == failed) {
            return rehearsal.outcome();
        }
        return step.ordinal() < failed ? StepView.SUCCEEDED : null;
    }

    /** Which way the database was migrated, and why. */
    public record Strategy(String name, boolean rehearsed, String why) {}

    /**
     * What the copy said.
     *
     * @param outcome {@code SUCCEEDED} or {@code FAILED}; {@code null} if nobody told
     * @param revision the step that failed; {@code null} if none did
     */
    public record Rehearsal(
            String backupId,
            String outcome,
            String revision,
            RecordedFailure failure,
            String why,
            Long durationMillis) {}

    /**
     * A revision that was set without running its script.
     *
     * @param applied whether it was; {@code null} if nobody told
     * @param difference how the schema differs from the revision's, where it was refused
     */
    public record Stamp(String revision, Boolean applied, List<String> difference) {}

    /**
     * A backup that was put in the database's place.
     *
     * @param done whether it stands there, proven; {@code null} if nobody told
     */
    public record Restore(String backupId, Boolean done) {}

    /**
     * The way back from another run.
     *
     * @param brokenRunId the run that it leads back from
     * @param option what was chosen; {@code null} if nothing
     * @param loses what that takes away; {@code null} if nothing
     * @param proof by what its result was proven; {@code null} if it was not
     */
    public record Recovery(
            String situation,
            String brokenRunId,
            List<RecordedOption> options,
            String option,
            String does,
            String loses,
            String proof) {}
}
