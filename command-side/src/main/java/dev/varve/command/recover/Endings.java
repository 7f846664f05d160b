package dev.varve.command.recover;

import dev.varve.command.append.Recorder;
import dev.varve.command.run.Diagnoses;
import dev.varve.command.run.RunCommand;
import dev.varve.engine.diagnosis.DatabaseState;
import dev.varve.engine.diagnosis.Diagnosis;
import dev.varve.engine.recovery.Assessment;
import dev.varve.engine.recovery.Way;
import dev.varve.events.Outcomes;
import dev.varve.events.RunEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How recoveries end, recorded and told. */
final class Endings {

    private final Recorder recorder;
    private final Diagnoses diagnoses;
    private final Clock clock;

    Endings(Recorder recorder, Diagnoses diagnoses, Clock clock) {
        this.recorder = recorder;
        this.diagnoses = diagnoses;
        this.clock = clock;
    }

    /** The record must tell the state that is, not the one that was hoped for. */
    Diagnosis lookAgain(Recovery recovery) {
        var watch = recovery.viewed().watch();
        return diagnoses.look(watch.access(), watch.past(), true).diagnosis();
    }

    /** The run failed, as far as the database goes. */
    void recordFailure(Recovery recovery, String outcome, String why, String remedy) {
        observe(new RunEvent.RunFailed(
                recovery.runId(),
                recovery.target(),
                outcome,
                recovery.from(),
                recovery.viewed().looked().diagnosis().fingerprint(),
                why,
                remedy,
                millisSince(recovery.started())));
    }

    Recovered of(Recovery recovery, Assessment found, TakenWay taken) {
        return switch (taken) {
            case TakenWay.Proven done -> completed(recovery, found, done);
            case TakenWay.Unproven undone ->
                Recovered.undone(
                        recovery.runId(),
                        found,
                        recovery.chosen(),
                        recovery.from(),
                        undone,
                        recovery.started(),
                        clock.instant());
        };
    }

    private Recovered completed(Recovery recovery, Assessment found, TakenWay.Proven done) {
        var after = done.after();
        observe(new RunEvent.RecoveryCompleted(
                recovery.runId(),
                recovery.target(),
                recovery.chosen().way().word(),
                after.state().name(),
                after.current(),
                after.fingerprint(),
                done.proof()));
        observe(new RunEvent.RunSucceeded(
                recovery.runId(),
                recovery.target(),
                after.state().isSound() ? after.current() : List.of(),
                after.fingerprint(),
                millisSince(recovery.started())));
        return Recovered.done(recovery, found, done, next(recovery, after), clock.instant());
    }

    private static String next(Recovery recovery, Diagnosis after) {
        if (recovery.chosen().way() == Way.RESUME || after.state() == DatabaseState.UP_TO_DATE) {
            return null;
        }
        return after.state().isSound()
                ? "mend what broke the run, then: varve upgrade " + recovery.target()
                : "varve diagnose " + recovery.target();
    }

    /** Nothing was chosen, or what was asked for is not on offer. */
    Recovered refused(
            String runId, Assessment found, Scenes.Viewed viewed, String why, boolean isOfTheProof, Instant started) {
        var remedy =
                found.decision() == null ? "varve recover " + viewed.scene().target() : found.decision();
        return Recovered.undone(
                runId,
                found,
                null,
                viewed.looked().diagnosis().current(),
                new TakenWay.Unproven(Outcomes.REFUSED, why, isOfTheProof, remedy),
                started,
                clock.instant());
    }

    private long millisSince(Instant started) {
        return Duration.between(started, clock.instant()).toMillis();
    }

    private void observe(RunEvent fact) {
        recorder.send(RunCommand.observe(fact));
    }
}
