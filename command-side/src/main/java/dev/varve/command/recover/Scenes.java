package dev.varve.command.recover;

import dev.varve.command.run.Diagnoses;
import dev.varve.command.run.LeftLedgers;
import dev.varve.command.run.RunGoingOn;
import dev.varve.command.run.RunsGoingOn;
import dev.varve.command.run.Watch;
import dev.varve.command.target.TargetAccess;
import dev.varve.command.target.Targets;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.diagnosis.Looked;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.recovery.Assessment;
import dev.varve.engine.recovery.Replay;
import dev.varve.engine.recovery.Scene;
import dev.varve.engine.recovery.Triage;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.verdict.StepVerdicts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Looks at a database from every side that a recovery needs. Changes nothing. */
public final class Scenes {

    private final Diagnoses diagnoses;
    private final RunsGoingOn runs;
    private final Function<String, BackupVault> vaults;
    private final Targets targets;
    private final LeftLedgers ledgers;

    public Scenes(
            Diagnoses diagnoses,
            RunsGoingOn runs,
            Function<String, BackupVault> vaults,
            Targets targets,
            LeftLedgers ledgers) {
        this.diagnoses = diagnoses;
        this.runs = runs;
        this.vaults = vaults;
        this.targets = targets;
        this.ledgers = ledgers;
    }

    /**
     * A scene, and what looking told.
     *
     * @param looked {@code null} if somebody is at work on the database
     * @param verdicts what became of the statements of the broken run's steps that did not end well
     * @param goingOn what the broken run was asked for; {@code null} if there is none, or it did not migrate
     */
    public record Viewed(Scene scene, Looked looked, List<StepVerdicts> verdicts, Watch watch, GoingOn goingOn) {

        /** What happened, what shows it, and the ways. */
        public Assessment assess() {
            return Triage.assess(scene).shownBy(verdicts);
        }
    }

    /** Looks, unless a run is at work on it. */
    public Viewed view(Watch watch) {
        return runs.on(watch).map(run -> busy(watch, run)).orElseGet(() -> idle(watch));
    }

    private static Viewed busy(Watch watch, RunGoingOn run) {
        var told = run.finding();
        var atWork = new Scene.AtWork(told.message(), told.remedy(), run.onlyTheTool());
        var scene = new Scene(
                watch.access().name(),
                null,
                atWork,
                true,
                null,
                null,
                null,
                null,
                false,
                null,
                Set.of(),
                Scene.Means.NONE,
                Scenes::noReplay);
        return new Viewed(scene, null, List.of(), watch, null);
    }

    /** Looks although this process itself holds the target. */
    Viewed idle(Watch watch) {
        var access = watch.access();
        var database = access.database();
        var looked = diagnoses.look(access, watch.past(), true);
        var recorded = new RecordedRuns();
        targets.replay(access.name(), recorded::add);
        var standbys = new Standbys(access, vaults.apply(access.name()), targets, recorded);
        var brokenRuns =
                new BrokenRuns(watch.past(), recorded, (run, revision) -> diagnoses.leftNothing(access, run, revision));
        var broken = brokenRuns.id(standbys.wayBack(watch.past())).orElse(null);
        var choice = standbys.choose(watch.past());
        var standby = choice.standby();
        var compared = standby == null || isWell(looked, broken)
                ? AsInBackup.UNREAD
                : AsInBackup.compare(
                        standby.backup(), database, Set.copyOf(looked.tool().versionTables()));
        var scene = new Scene(
                access.name(),
                looked.diagnosis(),
                null,
                isThere(database),
                users(database),
                broken == null ? null : brokenRuns.of(broken, looked),
                standby,
                choice.altered(),
                compared.isSame(),
                compared.tables(),
                accepted(recorded, broken),
                means(access, looked),
                () -> replay(access, looked, standby, brokenRuns, broken));
        var goingOn = broken == null
                ? null
                : recorded.request(broken).map(GoingOn::with).orElse(null);
        return new Viewed(scene, looked, recorded.judged().of(watch, broken, ledgers), watch, goingOn);
    }

    private Scene.Means means(TargetAccess access, Looked looked) {
        var mend = new MendPlans(diagnoses, access, looked).orNull();
        return new Scene.Means(
                mend,
                mend == null ? List.of() : access.swap().fitness().impossible(),
                access.tool().canStampFrom(looked.diagnosis().current()),
                access.database() instanceof SqliteDatabase);
    }

    private static boolean isWell(Looked looked, String broken) {
        return broken == null
                && looked.diagnosis().state().isSound()
                && looked.diagnosis().findings().stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** Of a server's database only looking tells. */
    private static boolean isThere(Database database) {
        return !(database instanceof FileDatabase file) || file.files().exists();
    }

    private static String users(Database database) {
        if (!(database instanceof FileDatabase file)) {
            return null;
        }
        var users = file.openElsewhere(Set.of());
        return users.isEmpty() ? null : users.inWords();
    }

    private static Set<String> accepted(RecordedRuns recorded, String runId) {
        return runId == null
                ? Set.of()
                : recorded.request(runId)
                        .map(request -> (Set<String>) new HashSet<>(request.acceptedLosses()))
                        .orElse(Set.of());
    }

    private Replay.Verdict replay(
            TargetAccess access, Looked looked, Scene.Standby standby, BrokenRuns runs, String broken) {
        var current = looked.diagnosis().current();
        if (standby == null || !standby.isOfTheRun() || current.size() > 1) {
            return noReplay();
        }
        var run = runs.of(broken, looked);
        var here = current.isEmpty() ? "base" : current.getFirst();
        var destination = runs.isDowngrade(broken) ? Destination.down(here) : Destination.up(here);
        return replay(access, looked, standby, run.moved() ? destination : null);
    }

    /** Holds the database against a copy of the backup on which the steps ran. */
    Replay.Verdict replay(TargetAccess access, Looked looked, Scene.Standby standby, Destination destination) {
        return new Replay(
                        access.backups(vaults.apply(access.name())),
                        diagnoses.scratch(access),
                        access.tool(),
                        looked.tool().versionTables())
                .compare(access.database(), standby.backup(), destination);
    }

    private static Replay.Verdict noReplay() {
        return new Replay.Verdict("there is no backup of before the run to run the same steps on");
    }
}
