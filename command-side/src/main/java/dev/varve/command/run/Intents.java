package dev.varve.command.run;

import dev.varve.events.RunEvent.RestoreStarted;
import dev.varve.events.RunEvent.StampRequested;
import dev.varve.events.RunEvent.StepStarted;
import dev.varve.events.TargetEvent.BackupProofStarted;
import dev.varve.events.TargetEvent.BackupStarted;

/** Announced acts in words, as they are recorded and shown when nobody saw how they ended. */
final class Intents {

    static final String REQUEST = "the request; nothing was touched";
    static final String PREFLIGHT = "preflight";
    static final String START_OF_THE_TOOL = "start of the migration tool";
    static final String VERIFICATION = "verification";
    static final String UNKNOWN = "unknown: Varve could not go on";
    static final String NOTHING_YET = "nothing was announced yet";

    private Intents() {}

    static String of(StepStarted step) {
        return "step " + step.ordinal() + " of " + step.total() + ", " + step.revision();
    }

    static String of(StampRequested stamp) {
        return "stamp " + stamp.revision();
    }

    static String of(RestoreStarted restore) {
        return "restore of backup " + restore.backupId();
    }

    static String of(BackupStarted backup) {
        return "backup " + backup.backupId();
    }

    static String of(BackupProofStarted proof) {
        return "proof of backup " + proof.backupId();
    }

    /** @param failedRevision the step that was stopped; {@code null} if none was under way */
    static String stoppedAt(String failedRevision) {
        return failedRevision == null ? "before the next step" : "step " + failedRevision;
    }
}
