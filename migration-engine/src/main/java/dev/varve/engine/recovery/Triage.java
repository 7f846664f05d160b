package dev.varve.engine.recovery;

import dev.varve.engine.diagnosis.DatabaseState;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Decides what happened, from what looking found: never from how a tool exited, and never from what the record hopes. Pure, but
 * for the replay, which it asks for only where schema and backup leave open whether a step's data is whole.
 */
public final class Triage {

    private static final Set<FindingCode> TOOL = EnumSet.of(
            FindingCode.CONFIG_NOT_FOUND,
            FindingCode.MISSING_ENVIRONMENT,
            FindingCode.TOOL_UNAVAILABLE,
            FindingCode.WRONG_DATABASE);

    private final Scene scene;

    private Triage(Scene scene) {
        this.scene = scene;
    }

    /** What happened, what shows it, and the ways, safest first. */
    public static Assessment assess(Scene scene) {
        var triage = new Triage(scene);
        var situation = triage.situation();
        var offers = new Offers(scene, situation);
        return new Assessment(situation, triage.evidence(situation), offers.ways(), offers.decision(), List.of());
    }

    private Situation situation() {
        if (scene.atWork() != null) {
            return scene.atWork().onlyTheTool() ? Situation.TOOL_RUNNING : Situation.RUN_IN_PROGRESS;
        }
        if (!scene.present()) {
            return Situation.MISSING;
        }
        var seen = isAsBeforeTheRun() ? Situation.NOTHING_APPLIED : seen();
        return seen != Situation.HEALTHY && scene.users() != null ? Situation.IN_USE : seen;
    }

    /** Then its state is what it was, however odd: the run was let through with it. */
    private boolean isAsBeforeTheRun() {
        return scene.diagnosis().state() != DatabaseState.CORRUPT && scene.run() != null && scene.isAsBeforeTheRun();
    }

    private Situation seen() {
        return switch (scene.diagnosis().state()) {
            case CORRUPT -> Situation.CORRUPT;
            case UNREACHABLE -> Situation.UNREADABLE;
            case UP_TO_DATE, PENDING, EMPTY -> sound();
            case PARTIAL -> partial();
            case DIVERGED -> diverged();
            case UNKNOWN_REVISION -> toolCannotTell() ? Situation.TOOL_UNAVAILABLE : Situation.UNKNOWN_REVISION;
            case UNMANAGED -> Situation.UNMANAGED;
        };
    }

    private Situation partial() {
        if (has(FindingCode.LEFTOVER_TEMP_TABLE) && !has(FindingCode.PARTIAL_MIGRATION)) {
            return Situation.LEFTOVERS;
        }
        return has(FindingCode.APPLIED_NOT_STAMPED) ? Situation.NOT_STAMPED : Situation.PARTIAL;
    }

    private Situation diverged() {
        if (has(FindingCode.STAMPED_NOT_APPLIED)) {
            return Situation.STAMPED_NOT_APPLIED;
        }
        return has(FindingCode.APPLIED_NOT_STAMPED) ? Situation.NOT_STAMPED : Situation.DRIFTED;
    }

    /** The schema is that of a revision; whether the run's steps are whole is a matter of where it stands and of the rows. */
    private Situation sound() {
        if (has(FindingCode.ROWS_LOST)) {
            return Situation.ROWS_LOST;
        }
        if (scene.diagnosis().state() == DatabaseState.EMPTY && has(FindingCode.SCHEMA_DRIFT)) {
            return Situation.EMPTIED;
        }
        if (scene.run() == null) {
            return onlyToolIsWrong() ? Situation.TOOL_UNAVAILABLE : healthyOrDrifted();
        }
        return scene.run().began() ? afterSteps() : between();
    }

    private Situation healthyOrDrifted() {
        return scene.diagnosis().findings().stream()
                        .anyMatch(finding ->
                                finding.code() == FindingCode.SCHEMA_DRIFT && finding.severity() == Severity.ERROR)
                ? Situation.DRIFTED
                : Situation.HEALTHY;
    }

    /** A step began. */
    private Situation afterSteps() {
        if (!scene.lostInTheRun().isEmpty()) {
            return Situation.ROWS_LOST;
        }
        var run = scene.run();
        if (run.openRevision() == null || run.openIsApplied()) {
            return between();
        }
        var isWhole = run.beside() == null
                ? scene.replay().get().matches()
                : run.beside().openLeftNothing();
        return isWhole ? between() : Situation.DATA_IN_DOUBT;
    }

    private Situation between() {
        if (scene.run().arrived()) {
            return Situation.NOT_RECORDED;
        }
        return scene.run().moved() ? Situation.STEP_BOUNDARY : Situation.NOTHING_APPLIED;
    }

    private boolean has(FindingCode code) {
        return scene.diagnosis().finding(code).isPresent();
    }

    private boolean toolCannotTell() {
        return TOOL.stream().anyMatch(this::has);
    }

    private boolean onlyToolIsWrong() {
        return scene.diagnosis().findings().stream()
                .anyMatch(finding -> finding.severity() == Severity.ERROR && TOOL.contains(finding.code()));
    }

    private List<String> evidence(Situation situation) {
        var evidence = new ArrayList<String>();
        if (scene.atWork() != null) {
            evidence.add(scene.atWork().who());
            return evidence;
        }
        if (situation == Situation.HEALTHY) {
            return evidence;
        }
        if (scene.users() != null) {
            evidence.add("open in " + scene.users());
        }
        scene.diagnosis().findings().stream()
                .filter(finding ->
                        finding.severity() == Severity.ERROR || finding.code() == FindingCode.INTERRUPTED_RUN)
                .map(Finding::message)
                .forEach(evidence::add);
        if (scene.altered() != null) {
            evidence.add(scene.altered());
        }
        evidence.addAll(new AgainstBackup(scene).inWords());
        if (scene.means().mend() != null) {
            scene.means().againstMend().forEach(why -> evidence.add("mend is not on offer: expected " + why));
        }
        return evidence;
    }
}
