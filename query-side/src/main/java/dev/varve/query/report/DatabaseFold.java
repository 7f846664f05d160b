package dev.varve.query.report;

import dev.varve.events.Outcomes;
import dev.varve.events.TargetEvent;
import dev.varve.query.proposals.Proposals;
import dev.varve.query.report.Report.Drift;
import dev.varve.query.report.Report.Gap;
import dev.varve.query.report.Report.OfDatabase;
import dev.varve.query.report.Report.Run;
import dev.varve.query.runs.RunIds;
import dev.varve.query.runs.RunStory;
import dev.varve.query.runs.RunView;
import dev.varve.store.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Folds one database's events, in sequence, into its part of a report. */
final class DatabaseFold {

    private static final String WITHOUT_AN_END = "WITHOUT_AN_END";

    private final String target;
    private final Map<String, RunStory> runs = new LinkedHashMap<>();
    private final BackupLines backups;
    private final Proposals proposals = new Proposals();
    private final List<Drift> drift = new ArrayList<>();
    private final List<Gap> late = new ArrayList<>();
    private String tool;
    private String database;
    private Instant registeredAt;
    private Instant removedAt;
    private Instant before;

    DatabaseFold(String target) {
        this.target = target;
        this.backups = new BackupLines(target);
    }

    void add(RecordedEvent recorded) {
        var runId = RunIds.of(recorded.event());
        proposals.add(recorded);
        if (runId != null && !(recorded.event() instanceof TargetEvent.OfProposal)) {
            runs.computeIfAbsent(runId, id -> new RunStory()).add(recorded);
        }
        backups.add(recorded);
        if (recorded.event() instanceof TargetEvent told) {
            add(recorded, told);
        }
        before = recorded.at();
    }

    private void add(RecordedEvent recorded, TargetEvent told) {
        switch (told) {
            case TargetEvent.TargetRegistered e -> registered(e.tool(), e.database(), recorded.at());
            case TargetEvent.TargetReconfigured e -> registered(e.tool(), e.database(), registeredAt);
            case TargetEvent.TargetRetired ignored -> removedAt = recorded.at();
            case TargetEvent.DriftDetected e ->
                drift.add(new Drift(
                        recorded.sequence(),
                        recorded.at(),
                        e.expectedFingerprint(),
                        e.foundFingerprint(),
                        e.difference()));
            case TargetEvent.SpooledFactsAppended e -> late.add(lateFacts(e, recorded.at()));
            default -> {}
        }
    }

    private void registered(String by, String at, Instant when) {
        tool = by;
        database = at;
        registeredAt = when;
        removedAt = null;
    }

    private Gap lateFacts(TargetEvent.SpooledFactsAppended told, Instant at) {
        var count = told.facts() == null ? 0 : told.facts().size();
        return new Gap(
                told.runId(),
                before,
                at,
                count + " observed facts could not be recorded when they were seen (" + told.why()
                        + ") and were recorded later"
                        + (told.leftOut() == null ? "" : "; some could not follow any more and are kept as a blob"));
    }

    OfDatabase in(Period period) {
        var stories = runs.values().stream().map(RunStory::view).toList();
        var shown = stories.stream()
                .filter(run -> period.touches(run.startedAt(), run.endedAt()))
                .toList();
        return new OfDatabase(
                target,
                tool,
                database,
                registeredAt,
                removedAt,
                byOutcome(shown),
                shown.stream()
                        .map(run -> new Run(
                                run,
                                backups.of(run.backups()),
                                proposals.ofRun(run.runId()).orElse(null)))
                        .toList(),
                new Failures(stories).of(shown),
                drift.stream().filter(seen -> period.contains(seen.seenAt())).toList(),
                backups.in(period),
                gaps(shown, period));
    }

    private List<Gap> gaps(List<RunView> shown, Period period) {
        var gaps = new ArrayList<>(
                late.stream().filter(gap -> period.contains(gap.to())).toList());
        shown.stream()
                .filter(run -> Outcomes.INTERRUPTED.equals(run.outcome()) || run.outcome() == null)
                .map(DatabaseFold::unseenEnd)
                .forEach(gaps::add);
        return gaps;
    }

    private static Gap unseenEnd(RunView run) {
        return new Gap(
                run.runId(),
                run.startedAt(),
                run.endedAt(),
                run.outcome() == null
                        ? "no end of this run is recorded; the last announced act is " + run.lastIntent()
                        : "nobody recorded this run's end when it came; the last announced act is " + run.lastIntent());
    }

    private static Map<String, Long> byOutcome(List<RunView> runs) {
        var counted = new TreeMap<String, Long>();
        runs.forEach(run -> counted.merge(run.outcome() == null ? WITHOUT_AN_END : run.outcome(), 1L, Long::sum));
        return counted;
    }
}
