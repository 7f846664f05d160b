package dev.varve.command.run;

import dev.varve.command.append.LateFactJudge;
import dev.varve.command.target.TargetDecider;
import dev.varve.command.target.TargetState;
import dev.varve.events.AccessEvent;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.events.VarveEvent;
import dev.varve.store.EventFilter;
import dev.varve.store.EventLog;

/** The rules of runs and targets, applied to facts that come late: what another process recorded meanwhile may have ended the run. */
public final class LateFacts implements LateFactJudge {

    @Override
    public boolean mayFollow(VarveEvent fact, EventLog log) {
        return switch (fact) {
            case RunEvent event -> mayFollow(event, log);
            case TargetEvent event -> mayFollow(event, log);
            case AccessEvent neverWaits -> false;
        };
    }

    private static boolean mayFollow(RunEvent fact, EventLog log) {
        var state = new RunState[] {new RunState.NotRequested()};
        log.forEach(EventFilter.ANY.ofRun(fact.runId()), recorded -> {
            if (recorded.event() instanceof RunEvent event) {
                state[0] = RunDecider.evolve(state[0], event);
            }
        });
        try {
            return !RunDecider.decide(state[0], RunCommand.observe(fact)).isEmpty();
        } catch (IllegalRunFact overtaken) {
            return false;
        }
    }

    private static boolean mayFollow(TargetEvent fact, EventLog log) {
        var state = new TargetState[] {new TargetState.Unknown()};
        log.forEach(EventFilter.ANY.ofTarget(fact.target()), recorded -> {
            if (recorded.event() instanceof TargetEvent event) {
                state[0] = TargetDecider.evolve(state[0], event);
            }
        });
        if (!(state[0] instanceof TargetState.Watched watched)) {
            return false;
        }
        return !(fact instanceof TargetEvent.LeaseReleased released)
                || (watched.lease() != null && watched.lease().runId().equals(released.runId()));
    }
}
