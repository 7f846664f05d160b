package dev.varve.command.recover;

import dev.varve.command.append.Recorder;
import dev.varve.command.run.RunCommand;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.ToolException;
import dev.varve.events.Outcomes;
import dev.varve.events.RunEvent;
import java.util.List;

/** Records a revision as applied, once the same steps on a copy of the backup have proven that it is. */
final class StampAct {

    private final Recorder recorder;
    private final Scenes scenes;
    private final Endings endings;

    StampAct(Recorder recorder, Scenes scenes, Endings endings) {
        this.recorder = recorder;
        this.scenes = scenes;
        this.endings = endings;
    }

    TakenWay take(Recovery recovery) {
        var revision = revision(recovery);
        var viewed = recovery.viewed();
        var verdict =
                scenes.replay(recovery.access(), viewed.looked(), viewed.scene().standby(), Destination.up(revision));
        if (!verdict.matches()) {
            return refused(recovery, revision, verdict.why());
        }
        observe(new RunEvent.StampRequested(recovery.runId(), recovery.target(), revision, "proven by replay"));
        try {
            recovery.access().tool().stamp(revision, observation -> {});
        } catch (ToolException impossible) {
            return refused(recovery, revision, impossible.getMessage());
        }
        return stamped(recovery, revision);
    }

    private static String revision(Recovery recovery) {
        return recovery.viewed()
                .looked()
                .diagnosis()
                .finding(FindingCode.APPLIED_NOT_STAMPED)
                .map(finding -> String.valueOf(finding.evidence().get("revision")))
                .orElseThrow();
    }

    private TakenWay stamped(Recovery recovery, String revision) {
        var after = endings.lookAgain(recovery);
        observe(new RunEvent.StampApplied(
                recovery.runId(), recovery.target(), revision, recovery.from(), after.fingerprint()));
        return TakenWay.Proven.inPlace(
                after,
                "the same steps on a copy of backup "
                        + recovery.viewed().scene().standby().backup().id()
                        + " give the same schema and the same rows in every table");
    }

    private TakenWay refused(Recovery recovery, String revision, String why) {
        var diagnosis = recovery.viewed().looked().diagnosis();
        observe(new RunEvent.StampRefused(
                recovery.runId(), recovery.target(), revision, null, diagnosis.fingerprint(), List.of(), why));
        return new TakenWay.Unproven(
                Outcomes.REFUSED,
                "revision " + revision + " is not proven to have run whole: " + why,
                false,
                "varve recover " + recovery.target() + " --option restore");
    }

    private void observe(RunEvent fact) {
        recorder.send(RunCommand.observe(fact));
    }
}
