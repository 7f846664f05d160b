package dev.varve.command.simulate;

import dev.varve.events.RunEvent;
import java.util.List;

/** A backup takes the database's place. */
record Restoring(Desk desk, Desk.Errand errand) {

    void put(Vault.Kept backup) {
        starts(backup);
        desk.database().becomes(backup.state());
        desk.scribe()
                .tell(new RunEvent.RestoreSucceeded(
                        errand.runId(),
                        desk.target(),
                        backup.id(),
                        desk.database().schema().fingerprint(),
                        List.of(desk.site().aside(errand.runId()))));
        desk.scribe().pass(20, 300);
    }

    /** It is not what it was when it was proven. */
    void fails(Vault.Kept backup) {
        starts(backup);
        desk.scribe()
                .tell(new RunEvent.RestoreFailed(
                        errand.runId(),
                        desk.target(),
                        backup.id(),
                        "a backup of SHA-256 " + backup.sha256(),
                        "one of another",
                        true));
        desk.scribe().pass(5, 60);
    }

    private void starts(Vault.Kept backup) {
        desk.scribe().tell(new RunEvent.RestoreStarted(errand.runId(), desk.target(), backup.id(), backup.sha256()));
        desk.scribe().pass(100, 30_000);
    }
}
