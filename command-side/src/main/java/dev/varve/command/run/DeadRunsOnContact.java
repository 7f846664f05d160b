package dev.varve.command.run;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.command.append.Recorder;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.target.TargetCommand;
import dev.varve.engine.swap.LeftoversStay;
import java.util.function.Function;
import java.util.function.Supplier;

/** On first contact after a crash: records the end that a dead run could not record itself. */
public final class DeadRunsOnContact {

    private final Supplier<Recorder> recorder;
    private final Supplier<DeadRuns> deadRuns;
    private final Function<String, Watch> watches;

    /**
     * @param recorder opened only if there is something to record
     * @param deadRuns likewise
     * @param watches what is known of a target now, by its name
     */
    public DeadRunsOnContact(
            Supplier<Recorder> recorder, Supplier<DeadRuns> deadRuns, Function<String, Watch> watches) {
        this.recorder = recorder;
        this.deadRuns = deadRuns;
        this.watches = watches;
    }

    /**
     * The same watch, or, if a dead run was settled, what is known now. While a server still goes on with what a dead run's tool had begun,
     * nothing is settled: what is seen now is its middle. Where it cannot be settled now, the look says why.
     */
    public Watch settle(Watch watch) {
        var evidence = DeadRuns.deathEvidence(watch.past());
        if (evidence != null && ServerHold.seen(watch.access()).isEmpty()) {
            try {
                return settle(watch, evidence);
            } catch (SwapUndecided outOfReach) {
                return watch;
            }
        }
        if (watch.past().lease() == null) {
            letIn(watch);
        }
        return settleRequests(watch) ? watches.apply(watch.access().name()) : watch;
    }

    /**
     * Likewise a run that cannot be seen from here, because somebody looked and says that it has ended.
     *
     * @throws CommandFailure if that run does not hold the target, or is seen from here
     */
    public Watch settleConfirmed(Watch watch, String runId, String actor) {
        var evidence = DeadRuns.confirmedEnd(watch.past(), runId, actor);
        if (evidence == null) {
            throw notToBeConfirmed(watch, runId);
        }
        return settle(watch, evidence);
    }

    private static void letIn(Watch watch) {
        try {
            DeadRuns.letIn(watch.access(), watch.past());
        } catch (LeftoversStay unreachable) {
            // The look that follows says so.
            return;
        }
    }

    private boolean settleRequests(Watch watch) {
        return !watch.past().openRequests().isEmpty()
                && deadRuns.get().settleRequests(watch.access().name(), watch.past());
    }

    private static CommandFailure notToBeConfirmed(Watch watch, String runId) {
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

    private Watch settle(Watch watch, String evidence) {
        var access = watch.access();
        deadRuns.get().settle(access, watch.past(), evidence, () -> LiveSchema.fingerprintOrNull(access));
        settleRequests(watch);
        recorder.get()
                .send(new TargetCommand.ReleaseLease(
                        TargetCommand.aggregateId(access.name()),
                        access.name(),
                        watch.past().lease().runId()));
        return watches.apply(access.name());
    }
}
