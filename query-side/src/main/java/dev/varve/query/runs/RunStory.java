package dev.varve.query.runs;

import dev.varve.events.AccessEvent;
import dev.varve.events.Circumstances;
import dev.varve.events.RecordedFinding;
import dev.varve.events.RecordedTable;
import dev.varve.events.RunEvent;
import dev.varve.events.RunEvent.ApplicationLeftRunning;
import dev.varve.events.RunEvent.CheckEnded;
import dev.varve.events.RunEvent.WaitSeen;
import dev.varve.events.TargetEvent;
import dev.varve.store.EventFilter;
import dev.varve.store.EventLog;
import dev.varve.store.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Folds the events of one run, in sequence, into the run. What tells nothing of the run itself, such as its lease, is only counted. */
public final class RunStory {

    private final Steps steps = new Steps();
    private final Copies copies = new Copies();
    private final WayBack wayBack = new WayBack();
    private final Ending ending = new Ending();
    private final Set<String> backups = new LinkedHashSet<>();
    private final List<CheckEnded> checks = new ArrayList<>();
    private final List<WaitSeen> waits = new ArrayList<>();
    private RecordedEvent first;
    private RecordedEvent last;
    private int events;
    private RunEvent.RunRequested request;
    private String because;
    private List<String> from = List.of();
    private List<String> to = List.of();
    private List<RecordedFinding> findings = List.of();
    private Map<String, String> toolVersions = Map.of();
    private List<RecordedTable> tables = List.of();
    private ApplicationLeftRunning beside;
    private RunView.Stamp stamp;
    private String outage;
    private String lastIntent;

    /**
     * The run that these events tell of.
     *
     * @param recorded all of the run's, in sequence; at least one
     */
    public static RunView of(List<RecordedEvent> recorded) {
        var story = new RunStory();
        recorded.forEach(story::add);
        return story.view();
    }

    /** The run of that id, as the log tells it; empty if no event does. */
    public static Optional<RunView> in(EventLog log, String runId) {
        var story = new RunStory();
        log.forEach(EventFilter.ANY.ofRun(runId), story::add);
        return story.first == null ? Optional.empty() : Optional.of(story.view());
    }

    /** Takes the run's next event. */
    public void add(RecordedEvent recorded) {
        first = first == null || isBeforeTheRun(first) ? recorded : first;
        last = recorded;
        events++;
        lastIntent = Announced.by(recorded.event()).orElse(lastIntent);
        switch (recorded.event()) {
            case TargetEvent.BackupStarted e -> backups.add(e.backupId());
            case TargetEvent.SpooledFactsAppended e -> outage = e.why();
            case TargetEvent ignored -> {}
            case AccessEvent ignored -> {}
            case RunEvent told -> add(told, recorded.at());
        }
    }

    /** Who approved it is not who asked for it, and the run has not begun then. */
    private static boolean isBeforeTheRun(RecordedEvent recorded) {
        return recorded.event() instanceof TargetEvent.OfProposal;
    }

    private void add(RunEvent told, Instant at) {
        switch (told) {
            case RunEvent.RunRequested e -> {
                request = e;
                because = e.because();
            }
            case RunEvent.PreflightPassed e -> findings = e.warnings();
            case RunEvent.PreflightRefused e -> {
                findings = e.violations();
                ending.refused(null, at);
            }
            case RunEvent.RunPlanned e -> {
                from = e.from();
                to = e.to();
                steps.planned(e.steps());
            }
            case RunEvent.ToolStarted e -> toolVersions = e.versions() == null ? Map.of() : e.versions();
            case RunEvent.StepStarted e -> steps.on(e, at);
            case RunEvent.StepSucceeded e -> steps.on(e, at);
            case RunEvent.StepFailed e -> steps.on(e, at);
            case RunEvent.StepOutcomeUnknown e -> steps.on(e, at);
            case RunEvent.StatementsJudged e -> steps.on(e);
            case RunEvent.PartialRunDetected ignored -> {}
            case RunEvent.VerificationStarted ignored -> {}
            case RunEvent.TablesCompared e -> tables = e.tables();
            case RunEvent.CheckEnded e -> checks.add(e);
            case RunEvent.RunSucceeded e -> ending.on(e, at);
            case RunEvent.RunFailed e -> ending.on(e, at);
            case RunEvent.RunInterrupted e -> ending.on(e, at);
            case RunEvent.StampRequested e -> {
                stamp = new RunView.Stamp(e.revision(), null, List.of());
                because = e.because();
            }
            case RunEvent.StampRefused e -> refused(e.revision(), e.difference(), e.why(), at);
            case RunEvent.StampApplied e -> stamped(e.revision(), e.fingerprint());
            case RunEvent.BaselineRefused e -> refused(e.revision(), e.difference(), e.why(), at);
            case RunEvent.BaselineApplied e -> stamped(e.revision(), e.fingerprint());
            case RunEvent.RepairRefused e -> refused(null, e.difference(), e.why(), at);
            case RunEvent.RepairApplied e -> stamped(null, e.fingerprint());
            case RunEvent.RestoreStarted e -> wayBack.on(e);
            case RunEvent.RestoreSucceeded e -> wayBack.on(e);
            case RunEvent.RestoreFailed e -> wayBack.on(e);
            case RunEvent.OfCopy e -> ofCopy(e);
            case RunEvent.OfRecovery e -> ofRecovery(e, at);
            case RunEvent.OfLocks e -> ofLocks(e);
        }
    }

    private void ofCopy(RunEvent.OfCopy told) {
        copies.on(told);
        if (told instanceof RunEvent.StepDeviated deviated) {
            steps.on(deviated);
        }
    }

    private void ofRecovery(RunEvent.OfRecovery told, Instant at) {
        wayBack.on(told);
        if (told instanceof RunEvent.RecoveryAbandoned abandoned) {
            ending.on(abandoned, at);
        } else if (told instanceof RunEvent.RecoveryCompleted completed) {
            ending.stands(completed.current(), completed.fingerprint());
        }
    }

    private void ofLocks(RunEvent.OfLocks told) {
        switch (told) {
            case WaitSeen e -> waits.add(e);
            case ApplicationLeftRunning e -> beside = e;
            case RunEvent.StepRetried e -> steps.on(e);
        }
    }

    private void refused(String revision, List<String> difference, String reason, Instant at) {
        stamp = new RunView.Stamp(revision, false, difference == null ? List.of() : difference);
        ending.refused(reason, at);
    }

    private void stamped(String revision, String left) {
        stamp = new RunView.Stamp(revision, true, List.of());
        ending.stands(null, left);
    }

    /** The run after all that was taken. */
    public RunView view() {
        return new RunView(
                RunIds.of(first.event()),
                first.event().target(),
                request == null ? null : request.kind(),
                Circumstances.of(first.metadata()),
                request == null ? null : request.destination(),
                request == null || request.acceptedLosses() == null ? List.of() : request.acceptedLosses(),
                because,
                copies.strategy(),
                beside,
                toolVersions,
                from,
                to,
                ending.reached(),
                findings,
                List.copyOf(backups),
                copies.rehearsal(),
                steps.views(),
                tables,
                checks,
                waits,
                stamp,
                wayBack.restore(),
                wayBack.recovery(),
                copies.kept(),
                ending.outcome(),
                ending.why(),
                ending.remedy(),
                lastIntent,
                ending.fingerprint(),
                outage,
                first.at(),
                ending.at(),
                first.sequence(),
                last.sequence(),
                events);
    }
}
