package dev.varve.command.recover;

import dev.varve.command.append.Recorder;
import dev.varve.command.append.Redaction;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.run.Diagnoses;
import dev.varve.command.run.Faults;
import dev.varve.command.run.LiveSchema;
import dev.varve.command.run.RecordedFindings;
import dev.varve.command.run.RunCommand;
import dev.varve.command.run.RunGate;
import dev.varve.command.run.RunIds;
import dev.varve.command.run.RunKind;
import dev.varve.command.run.RunRefused;
import dev.varve.command.run.Watch;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.recovery.Assessment;
import dev.varve.engine.recovery.Way;
import dev.varve.engine.recovery.WayBack;
import dev.varve.events.RecordedOption;
import dev.varve.events.RunEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Leads back from a run that did not end well: looks, offers, does what was chosen, proves it, and records each. */
public final class Recoveries {

    private final Recorder recorder;
    private final RunGate gate;
    private final Scenes scenes;
    private final Endings endings;
    private final Acts acts;
    private final Function<String, BackupVault> vaults;
    private final RunIds ids;
    private final Clock clock;

    public Recoveries(
            Recorder recorder,
            RunGate gate,
            Scenes scenes,
            Diagnoses diagnoses,
            Function<String, BackupVault> vaults,
            RunIds ids,
            Clock clock) {
        this.recorder = recorder;
        this.gate = gate;
        this.scenes = scenes;
        this.endings = new Endings(recorder, diagnoses, clock);
        this.acts = new Acts(recorder, scenes, endings, clock);
        this.vaults = vaults;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Recovers. What was seen before is looked at again once nobody else can act: only what is still offered then is done.
     *
     * @param wanted the way that was asked for; empty for the safest
     * @throws RunRefused if a run, its tool or another process is at work on the database; recorded
     */
    public Recovered recover(Watch watch, Optional<Way> wanted, String actor, Consumer<Observation> listener) {
        var runId = ids.next();
        var started = clock.instant();
        request(runId, watch, wanted, actor);
        return new Faults(recorder)
                .endingOnRecord(runId, watch.access(), () -> enter(runId, watch, wanted, actor, started, listener));
    }

    /** Records that somebody was shown the ways and chose none. */
    public void leave(Scenes.Viewed viewed, Assessment shown, String actor) {
        var watch = viewed.watch();
        var runId = ids.next();
        request(runId, watch, Optional.empty(), actor);
        observe(opened(runId, shown, viewed));
        observe(new RunEvent.RecoveryAbandoned(runId, watch.access().name(), null, "nothing was chosen"));
    }

    private void request(String runId, Watch watch, Optional<Way> wanted, String actor) {
        recorder.send(RunCommand.recover(
                runId, watch.access().name(), wanted.map(Way::word).orElse(null), ThisMachine.holder(actor)));
    }

    private Recovered enter(
            String runId,
            Watch watch,
            Optional<Way> wanted,
            String actor,
            Instant started,
            Consumer<Observation> listener) {
        var access = watch.access();
        try (var lease =
                gate.enter(runId, RunKind.RECOVER, actor, access, () -> LiveSchema.fingerprintOrNull(access))) {
            var viewed = scenes.idle(new Watch(access, watch.state(), lease.past()));
            var found = viewed.assess();
            observe(opened(runId, found, viewed));
            refuseWhileInUse(runId, access.name(), found, lease.inUse());
            var chosen = wanted.isEmpty() ? found.safest() : wanted.flatMap(found::offered);
            if (chosen.isEmpty()) {
                return abandon(runId, watch, found, viewed, wanted, started);
            }
            var recovery = new Recovery(runId, viewed, chosen.get(), vaults.apply(access.name()), started, listener);
            observe(new RunEvent.RecoveryOptionChosen(
                    runId,
                    access.name(),
                    chosen.get().way().word(),
                    chosen.get().does(),
                    chosen.get().loses()));
            return acts.act(recovery, found);
        }
    }

    private static RunEvent opened(String runId, Assessment found, Scenes.Viewed viewed) {
        var run = viewed.scene().run();
        var diagnosis = viewed.scene().diagnosis();
        return new RunEvent.RecoveryOpened(
                runId,
                viewed.scene().target(),
                found.situation().name(),
                run == null ? null : run.runId(),
                run == null ? null : run.openRevision(),
                diagnosis == null ? null : diagnosis.state().name(),
                diagnosis == null ? null : diagnosis.fingerprint(),
                found.ways().stream().map(Recoveries::recorded).toList());
    }

    private static RecordedOption recorded(WayBack way) {
        return new RecordedOption(way.way().word(), way.does(), way.loses(), way.takesMillis(), way.proof());
    }

    /** A database that is well is used by its application, and that is how it should be. */
    private void refuseWhileInUse(String runId, String target, Assessment found, Optional<Finding> inUse) {
        if (found.isHealthy()) {
            return;
        }
        inUse.or(() -> found.offered(Way.WAIT).map(wait -> inUse(target, found, wait)))
                .ifPresent(why -> {
                    observe(new RunEvent.PreflightRefused(
                            runId, target, RecordedFindings.of(List.of(why), Redaction.NONE)));
                    throw new RunRefused(runId, List.of(why));
                });
    }

    private static Finding inUse(String target, Assessment found, WayBack wait) {
        return Finding.of(
                FindingCode.DATABASE_IN_USE,
                Severity.ERROR,
                "expected nobody at work on " + target + ", found: "
                        + found.situation().sentence()
                        + (found.evidence().isEmpty()
                                ? ""
                                : " (" + found.evidence().getFirst() + ")"),
                wait.does());
    }

    private Recovered abandon(
            String runId, Watch watch, Assessment found, Scenes.Viewed viewed, Optional<Way> wanted, Instant started) {
        var target = watch.access().name();
        var altered = viewed.scene().altered();
        var isOfTheProof = altered != null && wanted.orElse(Way.RESTORE) == Way.RESTORE;
        var why = isOfTheProof ? altered : notOffered(found, wanted);
        observe(new RunEvent.RecoveryAbandoned(
                runId, target, wanted.map(Way::word).orElse(null), why));
        return endings.refused(runId, found, viewed, why, isOfTheProof, started);
    }

    private static String notOffered(Assessment found, Optional<Way> wanted) {
        var offered = found.ways().stream().map(way -> way.way().word()).toList();
        return wanted.map(way -> "expected " + way.word() + " to be on offer, found "
                        + (offered.isEmpty() ? "nothing on offer" : "only " + String.join(", ", offered)) + ": "
                        + found.situation().sentence())
                .orElse("expected a way that loses nothing unasked, found none: "
                        + found.situation().sentence());
    }

    private void observe(RunEvent fact) {
        recorder.send(RunCommand.observe(fact));
    }
}
