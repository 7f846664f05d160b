package dev.varve.query.runs;

import dev.varve.events.RunEvent;
import dev.varve.query.runs.RunView.Rehearsal;
import dev.varve.query.runs.RunView.Strategy;

/** What a run did with copies of the database: rehearsed on them, put them in its place. */
final class Copies {

    private static final String SUCCEEDED = "SUCCEEDED";
    private static final String FAILED = "FAILED";

    private Strategy strategy;
    private Rehearsal rehearsal;
    private String kept;

    void on(RunEvent.OfCopy told) {
        switch (told) {
            case RunEvent.StrategyChosen e -> strategy = new Strategy(e.strategy(), e.rehearsed(), e.why());
            case RunEvent.RehearsalStarted e -> rehearsal = new Rehearsal(e.backupId(), null, null, null, null, null);
            case RunEvent.RehearsalSucceeded e ->
                rehearsal = new Rehearsal(e.backupId(), SUCCEEDED, null, null, null, e.durationMillis());
            case RunEvent.RehearsalFailed e ->
                rehearsal = new Rehearsal(e.backupId(), FAILED, e.revision(), e.failure(), e.why(), e.durationMillis());
            case RunEvent.CopySwappedIn e -> kept = e.kept();
            case RunEvent.StepDeviated ignored -> {}
            case RunEvent.SwapStarted ignored -> {}
            case RunEvent.SwapFailed ignored -> {}
            case RunEvent.MendStarted ignored -> {}
            case RunEvent.CopyMended ignored -> {}
        }
    }

    Strategy strategy() {
        return strategy;
    }

    Rehearsal rehearsal() {
        return rehearsal;
    }

    /** Where the former database lies. */
    String kept() {
        return kept;
    }
}
