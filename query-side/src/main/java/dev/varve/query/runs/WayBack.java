package dev.varve.query.runs;

import dev.varve.events.RecordedOption;
import dev.varve.events.RunEvent;
import dev.varve.query.runs.RunView.Recovery;
import dev.varve.query.runs.RunView.Restore;
import java.util.List;

/** How a run led back from another one, or put a backup in the database's place. */
final class WayBack {

    private RunEvent.RecoveryOpened opened;
    private RunEvent.RecoveryOptionChosen chosen;
    private String proof;
    private Restore restore;

    void on(RunEvent.OfRecovery told) {
        switch (told) {
            case RunEvent.RecoveryOpened e -> opened = e;
            case RunEvent.RecoveryOptionChosen e -> chosen = e;
            case RunEvent.RecoveryCompleted e -> proof = e.proof();
            case RunEvent.RecoveryAbandoned ignored -> {}
            case RunEvent.SalvageStarted ignored -> {}
            case RunEvent.SalvageCompleted ignored -> {}
        }
    }

    void on(RunEvent.RestoreStarted told) {
        restore = new Restore(told.backupId(), null);
    }

    void on(RunEvent.RestoreSucceeded told) {
        restore = new Restore(told.backupId(), true);
    }

    void on(RunEvent.RestoreFailed told) {
        restore = new Restore(told.backupId(), false);
    }

    Restore restore() {
        return restore;
    }

    /** {@code null} if the run is no recovery. */
    Recovery recovery() {
        if (opened == null) {
            return null;
        }
        List<RecordedOption> options = opened.options() == null ? List.of() : opened.options();
        return chosen == null
                ? new Recovery(opened.situation(), opened.brokenRunId(), options, null, null, null, null)
                : new Recovery(
                        opened.situation(),
                        opened.brokenRunId(),
                        options,
                        chosen.option(),
                        chosen.does(),
                        chosen.loses(),
                        proof);
    }
}
