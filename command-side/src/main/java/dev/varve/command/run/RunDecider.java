package dev.varve.command.run;

import dev.varve.command.run.RunState.Acting;
import dev.varve.command.run.RunState.Between;
import dev.varve.command.run.RunState.Ended;
import dev.varve.command.run.RunState.NotRequested;
import dev.varve.command.run.RunState.Requested;
import dev.varve.events.Intents;
import dev.varve.events.Outcomes;
import dev.varve.events.RunEvent;
import dev.varve.events.RunEvent.*;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a run, pure: it is asked for once and first, and nothing follows its end. No step begins while another act is under way
 * but steps that ran before it in the same transaction, and a step is said to have ended well, or unseen, only after that very step began. It is tried again
 * only once it ended, and then begins anew. In what order other acts are announced and end, and
 * whether a failure is that of the step that began, is left to those who orchestrate the run.
 */
public final class RunDecider {

    private RunDecider() {}

    /**
     * Decides.
     *
     * @return the facts to record, in order
     * @throws RunIdTaken if a run is asked for under the id of another
     * @throws IllegalRunFact if the fact cannot follow what is known
     */
    public static List<RunEvent> decide(RunState state, RunCommand command) {
        return switch (command) {
            case RunCommand.Request request -> request(state, request);
            case RunCommand.Observe observe -> observe(state, observe.fact());
        };
    }

    private static List<RunEvent> request(RunState state, RunCommand.Request command) {
        if (!(state instanceof NotRequested)) {
            throw new RunIdTaken(command.runId());
        }
        return List.of(new RunRequested(
                command.runId(),
                command.target(),
                command.kind().word(),
                command.destination(),
                command.strategy(),
                command.acceptedLosses(),
                command.because(),
                command.requestedBy()));
    }

    private static List<RunEvent> observe(RunState state, RunEvent fact) {
        var legal = switch (state) {
            case NotRequested s -> false;
            case Requested s -> !closesStep(fact) && !(fact instanceof RunRequested);
            case Between s -> !closesStep(fact) && !(fact instanceof RunRequested);
            case Acting s -> mayFollow(s, fact);
            case Ended s -> false;
        };
        if (!legal) {
            throw new IllegalRunFact(state, fact);
        }
        return List.of(fact);
    }

    private static boolean closesStep(RunEvent fact) {
        return fact instanceof StepSucceeded || fact instanceof StepOutcomeUnknown;
    }

    private static boolean mayFollow(Acting state, RunEvent fact) {
        return switch (fact) {
            case RunRequested e -> false;
            case StepStarted e -> !state.steps().isEmpty() && !state.steps().contains(e.revision());
            case StepSucceeded e -> state.steps().contains(e.revision());
            case StepOutcomeUnknown e -> state.steps().contains(e.revision());
            case StampRequested e -> true;
            case RestoreStarted e -> true;
            case ToolStarted e -> true;
            case PreflightPassed e -> true;
            case RunPlanned e -> true;
            case StepFailed e -> true;
            case StatementsJudged e -> true;
            case PartialRunDetected e -> true;
            case VerificationStarted e -> true;
            case TablesCompared e -> true;
            case CheckEnded e -> true;
            case StampApplied e -> true;
            case StampRefused e -> true;
            case BaselineRefused e -> true;
            case BaselineApplied e -> true;
            case RepairRefused e -> true;
            case RepairApplied e -> true;
            case RestoreSucceeded e -> true;
            case RestoreFailed e -> true;
            case PreflightRefused e -> true;
            case RunSucceeded e -> true;
            case RunFailed e -> true;
            case RunInterrupted e -> true;
            case OfCopy e -> true;
            case OfRecovery e -> true;
            case WaitSeen e -> true;
            case StepRetried e -> false;
            case ApplicationLeftRunning e -> false;
        };
    }

    /** What a fact makes of the state. */
    public static RunState evolve(RunState state, RunEvent event) {
        var target = event.target();
        return switch (event) {
            case RunRequested e -> new Requested(target);
            case StampRequested e -> new Acting(target, Intents.of(e));
            case RestoreStarted e -> new Acting(target, Intents.of(e));
            case ToolStarted e -> new Between(target);
            case StepStarted e -> begun(state, e);
            case PreflightPassed e -> new Between(target);
            case RunPlanned e -> new Between(target);
            case StepSucceeded e -> without(state, e.revision(), target);
            case StepFailed e -> without(state, e.revision(), target);
            case StepOutcomeUnknown e -> without(state, e.revision(), target);
            case StatementsJudged e -> state;
            case PartialRunDetected e -> state;
            case VerificationStarted e -> new Acting(target, Intents.VERIFICATION);
            case TablesCompared e -> state;
            case CheckEnded e -> state;
            case StampApplied e -> new Between(target);
            case StampRefused e -> new Ended(target, Outcomes.REFUSED);
            case BaselineRefused e -> new Ended(target, Outcomes.REFUSED);
            case BaselineApplied e -> new Between(target);
            case RepairRefused e -> new Ended(target, Outcomes.REFUSED);
            case RepairApplied e -> new Between(target);
            case RestoreSucceeded e -> new Between(target);
            case RestoreFailed e -> new Between(target);
            case PreflightRefused e -> new Ended(target, Outcomes.REFUSED);
            case RunSucceeded e -> new Ended(target, Outcomes.SUCCEEDED);
            case RunFailed e -> new Ended(target, e.outcome());
            case RunInterrupted e -> new Ended(target, Outcomes.INTERRUPTED);
            case OfCopy e -> ofCopy(e, target);
            case OfRecovery e -> ofRecovery(state, e, target);
            case RunEvent.OfLocks e -> state;
        };
    }

    private static RunState begun(RunState state, StepStarted step) {
        var steps = state instanceof Acting acting ? new ArrayList<>(acting.steps()) : new ArrayList<String>();
        steps.add(step.revision());
        return new Acting(step.target(), Intents.of(step), steps);
    }

    private static RunState without(RunState state, String revision, String target) {
        if (!(state instanceof Acting acting)) {
            return new Between(target);
        }
        var open =
                acting.steps().stream().filter(step -> !step.equals(revision)).toList();
        return open.isEmpty() ? new Between(target) : new Acting(target, acting.act(), open);
    }

    private static RunState ofCopy(OfCopy event, String target) {
        return switch (event) {
            case RunEvent.StrategyChosen e -> new Between(target);
            case RunEvent.RehearsalStarted e -> new Acting(target, Intents.of(e));
            case RunEvent.RehearsalSucceeded e -> new Between(target);
            case RunEvent.RehearsalFailed e -> new Between(target);
            case RunEvent.StepDeviated e -> new Between(target);
            case RunEvent.SwapStarted e -> new Acting(target, Intents.of(e));
            case RunEvent.CopySwappedIn e -> new Between(target);
            case RunEvent.SwapFailed e -> new Between(target);
            case RunEvent.MendStarted e -> new Acting(target, Intents.of(e));
            case RunEvent.CopyMended e -> new Between(target);
        };
    }

    private static RunState ofRecovery(RunState state, OfRecovery event, String target) {
        return switch (event) {
            case RunEvent.RecoveryOpened e -> state;
            case RunEvent.RecoveryOptionChosen e -> new Acting(target, Intents.of(e));
            case RunEvent.RecoveryCompleted e -> new Between(target);
            case RunEvent.RecoveryAbandoned e -> new Ended(target, Outcomes.REFUSED);
            case RunEvent.SalvageStarted e -> new Acting(target, Intents.of(e));
            case RunEvent.SalvageCompleted e -> new Between(target);
        };
    }
}
