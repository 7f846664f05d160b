package dev.varve.command.recover;

import dev.varve.command.append.Recorder;
import dev.varve.command.run.Diagnoses;
import dev.varve.command.run.RestoreAct;
import dev.varve.command.run.RunCommand;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.diagnosis.DatabaseState;
import dev.varve.engine.diagnosis.Diagnosis;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.recovery.Assessment;
import dev.varve.engine.recovery.Way;
import dev.varve.engine.swap.Leftovers;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.ToolException;
import dev.varve.events.Outcomes;
import dev.varve.events.RunEvent;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/** Does what was chosen, proves the result, and records both. */
final class Acts {

    private final Recorder recorder;
    private final Scenes scenes;
    private final Diagnoses diagnoses;
    private final Clock clock;

    Acts(Recorder recorder, Scenes scenes, Diagnoses diagnoses, Clock clock) {
        this.recorder = recorder;
        this.scenes = scenes;
        this.diagnoses = diagnoses;
        this.clock = clock;
    }

    Recovered act(Recovery recovery, Assessment found) {
        return switch (recovery.chosen().way()) {
            case NOTHING, RESUME -> leave(recovery, found);
            case RESTORE -> restore(recovery, found);
            case STAMP -> stamp(recovery, found);
            case MEND -> mend(recovery, found);
            case SALVAGE -> salvage(recovery, found);
            case WAIT -> throw new IllegalStateException("waiting is no act");
        };
    }

    /**
     * What is done stays. What looking showed is what the next program would make of a journal that a killed one left: it is made so
     * here, so that the next run finds a database with nothing unfinished beside it.
     */
    private Recovered leave(Recovery recovery, Assessment found) {
        var before = recovery.viewed().looked().diagnosis();
        try {
            if (!tidy(recovery.access().database())) {
                return completed(
                        recovery,
                        found,
                        before,
                        null,
                        List.of(),
                        recovery.chosen().proof());
            }
        } catch (DatabaseUnreadable | IOException untidy) {
            return unsettled(recovery, found, untidy.getMessage());
        }
        var after = lookAgain(recovery);
        return Objects.equals(before.fingerprint(), after.fingerprint())
                ? completed(
                        recovery,
                        found,
                        after,
                        null,
                        List.of(),
                        recovery.chosen().proof())
                : unsettled(
                        recovery,
                        found,
                        "expected the schema " + before.fingerprint() + " once the journal was taken back, found "
                                + after.fingerprint());
    }

    /** Whether anything had to be done. */
    private static boolean tidy(Database database) throws IOException {
        Leftovers.clear(database);
        if (database.isSettled() || !(database instanceof SqliteDatabase sqlite)) {
            return false;
        }
        sqlite.settle();
        return true;
    }

    private Recovered unsettled(Recovery recovery, Assessment found, String why) {
        var remedy = "varve recover " + recovery.target();
        observe(runFailed(recovery, Outcomes.FAILED_NEEDS_RECOVERY, why, remedy));
        return failed(recovery, found, Outcomes.FAILED_NEEDS_RECOVERY, why, false, remedy);
    }

    private Recovered restore(Recovery recovery, Assessment found) {
        var backup = recovery.viewed().scene().standby().backup();
        var versionTables = new HashSet<>(recovery.viewed().looked().tool().versionTables());
        var order = new RestoreAct.Order(
                recovery.runId(),
                backup,
                recovery.vault(),
                recovery.access(),
                recovery.started(),
                versionTables,
                recovery.listener());
        var act = new RestoreAct(recorder, clock);
        var ending = act.put(order, recovery.access().database());
        if (ending.restored() == null) {
            observe(act.failed(order, ending));
            var outcome = ending.untouched() ? Outcomes.REFUSED : Outcomes.FAILED_NEEDS_RECOVERY;
            return failed(
                    recovery,
                    found,
                    outcome,
                    ending.problem().message(),
                    ending.problem().isOfTheProof(),
                    ending.problem().remedy());
        }
        return completed(
                recovery,
                found,
                lookAgain(recovery),
                backup,
                ending.restored().aside(),
                "schema and every row equal those of backup " + backup.id() + ", read back from the database");
    }

    private Recovered mend(Recovery recovery, Assessment found) {
        var ending = new MendAct(recorder, clock).mend(recovery);
        if (ending.kept() == null) {
            return unmended(recovery, found, ending);
        }
        return completed(
                recovery,
                found,
                lookAgain(recovery),
                null,
                List.of(ending.kept()),
                recovery.chosen().proof());
    }

    private Recovered unmended(Recovery recovery, Assessment found, MendAct.Ending ending) {
        var remedy = "varve recover " + recovery.target();
        var outcome = ending.untouched() ? Outcomes.FAILED_UNCHANGED : Outcomes.FAILED_NEEDS_RECOVERY;
        observe(runFailed(recovery, outcome, ending.why(), remedy));
        return failed(recovery, found, ending.untouched() ? Outcomes.REFUSED : outcome, ending.why(), false, remedy);
    }

    /** What was read lies in a new file; the database is as broken as it was. */
    private Recovered salvage(Recovery recovery, Assessment found) {
        var ending = new SalvageAct(recorder).salvage(recovery);
        observe(runFailed(recovery, Outcomes.FAILED_NEEDS_RECOVERY, ending.why(), ending.remedy()));
        return failed(recovery, found, Outcomes.FAILED_NEEDS_RECOVERY, ending.why(), false, ending.remedy());
    }

    private RunEvent runFailed(Recovery recovery, String outcome, String why, String remedy) {
        return new RunEvent.RunFailed(
                recovery.runId(),
                recovery.target(),
                outcome,
                from(recovery.viewed()),
                recovery.viewed().looked().diagnosis().fingerprint(),
                why,
                remedy,
                Duration.between(recovery.started(), clock.instant()).toMillis());
    }

    private Recovered stamp(Recovery recovery, Assessment found) {
        var viewed = recovery.viewed();
        var revision = viewed.looked()
                .diagnosis()
                .finding(FindingCode.APPLIED_NOT_STAMPED)
                .map(finding -> String.valueOf(finding.evidence().get("revision")))
                .orElseThrow();
        var verdict =
                scenes.replay(recovery.access(), viewed.looked(), viewed.scene().standby(), Destination.up(revision));
        if (!verdict.matches()) {
            return notStamped(recovery, found, revision, verdict.why());
        }
        observe(new RunEvent.StampRequested(recovery.runId(), recovery.target(), revision, "proven by replay"));
        try {
            recovery.access().tool().stamp(revision, observation -> {});
        } catch (ToolException impossible) {
            return notStamped(recovery, found, revision, impossible.getMessage());
        }
        var after = lookAgain(recovery);
        observe(new RunEvent.StampApplied(
                recovery.runId(),
                recovery.target(),
                revision,
                viewed.looked().diagnosis().current(),
                after.fingerprint()));
        return completed(
                recovery,
                found,
                after,
                null,
                List.of(),
                "the same steps on a copy of backup "
                        + viewed.scene().standby().backup().id()
                        + " give the same schema and the same rows in every table");
    }

    private Recovered notStamped(Recovery recovery, Assessment found, String revision, String why) {
        var diagnosis = recovery.viewed().looked().diagnosis();
        observe(new RunEvent.StampRefused(
                recovery.runId(), recovery.target(), revision, null, diagnosis.fingerprint(), List.of(), why));
        return failed(
                recovery,
                found,
                Outcomes.REFUSED,
                "revision " + revision + " is not proven to have run whole: " + why,
                false,
                "varve recover " + recovery.target() + " --option restore");
    }

    /** The record must tell the state that is, not the one that was hoped for. */
    private Diagnosis lookAgain(Recovery recovery) {
        var watch = recovery.viewed().watch();
        return diagnoses.look(watch.access(), watch.past(), true).diagnosis();
    }

    private Recovered completed(
            Recovery recovery, Assessment found, Diagnosis after, Backup backup, List<String> aside, String proof) {
        var target = recovery.target();
        var runId = recovery.runId();
        var ended = clock.instant();
        observe(new RunEvent.RecoveryCompleted(
                runId,
                target,
                recovery.chosen().way().word(),
                after.state().name(),
                after.current(),
                after.fingerprint(),
                proof));
        observe(new RunEvent.RunSucceeded(
                runId,
                target,
                after.state().isSound() ? after.current() : List.of(),
                after.fingerprint(),
                Duration.between(recovery.started(), ended).toMillis()));
        return new Recovered(
                runId,
                found,
                recovery.chosen(),
                Outcomes.RECOVERED,
                from(recovery.viewed()),
                after.current(),
                after.state().name(),
                backup,
                aside,
                proof,
                null,
                false,
                next(recovery, after),
                recovery.chosen().way() == Way.RESUME ? recovery.viewed().goingOn() : null,
                recovery.started(),
                ended);
    }

    private static String next(Recovery recovery, Diagnosis after) {
        if (recovery.chosen().way() == Way.RESUME || after.state() == DatabaseState.UP_TO_DATE) {
            return null;
        }
        return after.state().isSound()
                ? "mend what broke the run, then: varve upgrade " + recovery.target()
                : "varve diagnose " + recovery.target();
    }

    private Recovered failed(
            Recovery recovery, Assessment found, String outcome, String why, boolean isOfTheProof, String remedy) {
        return new Recovered(
                recovery.runId(),
                found,
                recovery.chosen(),
                outcome,
                from(recovery.viewed()),
                null,
                null,
                null,
                List.of(),
                null,
                why,
                isOfTheProof,
                remedy,
                null,
                recovery.started(),
                clock.instant());
    }

    Recovered refused(
            String runId,
            Assessment found,
            Scenes.Viewed viewed,
            String why,
            boolean isOfTheProof,
            Instant started) {
        return new Recovered(
                runId,
                found,
                null,
                Outcomes.REFUSED,
                from(viewed),
                null,
                null,
                null,
                List.of(),
                null,
                why,
                isOfTheProof,
                found.decision() == null ? "varve recover " + viewed.scene().target() : found.decision(),
                null,
                started,
                clock.instant());
    }

    private static List<String> from(Scenes.Viewed viewed) {
        return viewed.looked().diagnosis().current();
    }

    private void observe(RunEvent fact) {
        recorder.send(RunCommand.observe(fact));
    }
}
