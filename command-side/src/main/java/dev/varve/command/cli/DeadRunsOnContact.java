package dev.varve.command.cli;

import dev.varve.command.run.DeadRuns;
import dev.varve.command.target.TargetCommand;
import dev.varve.engine.database.DatabaseUnreadable;
import java.util.HashSet;

/** On first contact after a crash: records the end that a dead run could not record itself. */
final class DeadRunsOnContact {

    private final Workplace workplace;

    DeadRunsOnContact(Workplace workplace) {
        this.workplace = workplace;
    }

    /** The same watch, or, if a dead run was settled, what is known now. */
    Workplace.Watch settle(Workplace.Watch watch) {
        var evidence = DeadRuns.deathEvidence(watch.past());
        if (evidence == null) {
            return watch;
        }
        var access = watch.access();
        workplace
                .deadRuns()
                .settle(access.name(), watch.past(), evidence, access.redaction(), () -> fingerprint(watch));
        workplace
                .recorder()
                .send(new TargetCommand.ReleaseLease(
                        TargetCommand.aggregateId(access.name()),
                        access.name(),
                        watch.past().lease().runId()));
        return workplace.watch(access.name());
    }

    private static String fingerprint(Workplace.Watch watch) {
        try {
            var versionTables = new HashSet<>(watch.access().tool().look().versionTables());
            return watch.access()
                    .database()
                    .schema()
                    .without(versionTables::contains)
                    .fingerprint();
        } catch (DatabaseUnreadable unreadable) {
            return null;
        }
    }
}
