package dev.varve.command.recover;

import dev.varve.command.append.Recorder;
import dev.varve.command.run.RestoreAct;
import dev.varve.command.run.Restores;
import dev.varve.command.run.RunCommand;
import dev.varve.events.Outcomes;
import java.time.Clock;
import java.util.HashSet;

/** Puts the backup that was offered in the database's place. */
final class PutBackAct {

    private final Recorder recorder;
    private final Endings endings;
    private final RestoreAct restore;

    PutBackAct(Recorder recorder, Endings endings, Clock clock) {
        this.recorder = recorder;
        this.endings = endings;
        this.restore = new RestoreAct(recorder, clock);
    }

    TakenWay take(Recovery recovery) {
        var order = order(recovery);
        var ending = restore.put(order, recovery.access().database());
        if (ending.restored() == null) {
            recorder.send(RunCommand.observe(restore.failed(order, ending)));
            return undone(ending);
        }
        return new TakenWay.Proven(
                endings.lookAgain(recovery),
                order.backup(),
                ending.restored().aside(),
                "schema and every row equal those of backup " + order.backup().id() + ", read back from the database");
    }

    private static RestoreAct.Order order(Recovery recovery) {
        return new RestoreAct.Order(
                recovery.runId(),
                recovery.viewed().scene().standby().backup(),
                recovery.access().backups(recovery.vault()),
                recovery.access(),
                recovery.started(),
                new HashSet<>(recovery.viewed().looked().tool().versionTables()),
                recovery.listener());
    }

    private static TakenWay undone(Restores.Ending ending) {
        return new TakenWay.Unproven(
                ending.untouched() ? Outcomes.REFUSED : Outcomes.FAILED_NEEDS_RECOVERY,
                ending.problem().message(),
                ending.problem().isOfTheProof(),
                ending.problem().remedy());
    }
}
