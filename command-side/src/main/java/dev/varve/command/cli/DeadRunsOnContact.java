package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.command.append.ThisMachine;
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
        if (evidence != null) {
            return settle(watch, evidence);
        }
        return settleRequests(watch) ? workplace.watch(watch.access().name()) : watch;
    }

    /**
     * Likewise a run that cannot be seen from here, because somebody looked and says that it has ended.
     *
     * @throws CommandFailure if that run does not hold the target, or is seen from here
     */
    Workplace.Watch settleConfirmed(Workplace.Watch watch, String runId) {
        var evidence = DeadRuns.confirmedEnd(watch.past(), runId, workplace.actor());
        if (evidence == null) {
            throw notToBeConfirmed(watch, runId);
        }
        return settle(watch, evidence);
    }

    private boolean settleRequests(Workplace.Watch watch) {
        return !watch.past().openRequests().isEmpty()
                && workplace.deadRuns().settleRequests(watch.access().name(), watch.past());
    }

    private static CommandFailure notToBeConfirmed(Workplace.Watch watch, String runId) {
        var lease = watch.past().lease();
        return new CommandFailure(
                ExitCode.USAGE,
                "NOT_TO_BE_CONFIRMED",
                "run " + runId + " to hold " + watch.access().name() + " from where it cannot be seen",
                lease == null
                        ? "no run that holds it"
                        : "run " + lease.runId() + ", " + ThisMachine.inWords(lease.holder()),
                "varve diagnose " + watch.access().name() + " without --has-ended judges what can be seen from here");
    }

    private Workplace.Watch settle(Workplace.Watch watch, String evidence) {
        var access = watch.access();
        workplace
                .deadRuns()
                .settle(access.name(), watch.past(), evidence, access.redaction(), () -> fingerprint(watch));
        settleRequests(watch);
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
