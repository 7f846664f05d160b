package dev.varve.events;

import dev.varve.events.RunEvent.MendStarted;
import dev.varve.events.RunEvent.RecoveryOptionChosen;
import dev.varve.events.RunEvent.RehearsalStarted;
import dev.varve.events.RunEvent.RestoreStarted;
import dev.varve.events.RunEvent.SalvageStarted;
import dev.varve.events.RunEvent.StampRequested;
import dev.varve.events.RunEvent.StepStarted;
import dev.varve.events.RunEvent.SwapStarted;
import dev.varve.events.TargetEvent.BackupProofStarted;
import dev.varve.events.TargetEvent.BackupStarted;

/** Announced acts in words, as they are recorded and shown when nobody saw how they ended. */
public final class Intents {

    public static final String REQUEST = "the request; nothing was touched";
    public static final String PREFLIGHT = "preflight";
    public static final String START_OF_THE_TOOL = "start of the migration tool";
    public static final String VERIFICATION = "verification";
    public static final String UNKNOWN = "unknown: Varve could not go on";
    public static final String NOTHING_YET = "nothing was announced yet";

    private Intents() {}

    public static String of(StepStarted step) {
        return "step " + step.ordinal() + " of " + step.total() + ", " + step.revision();
    }

    public static String of(StampRequested stamp) {
        return "stamp of " + stamp.revision();
    }

    public static String of(RestoreStarted restore) {
        return "restore of backup " + restore.backupId();
    }

    public static String of(RehearsalStarted rehearsal) {
        return "rehearsal on a copy of backup " + rehearsal.backupId();
    }

    public static String of(SwapStarted swap) {
        return "swap of the copy " + swap.copy() + " into the database's place";
    }

    public static String of(MendStarted mend) {
        return "mending of the copy " + mend.copy();
    }

    public static String of(RecoveryOptionChosen chosen) {
        return "recovery by " + chosen.option();
    }

    public static String of(SalvageStarted salvage) {
        return "salvage into " + salvage.file();
    }

    public static String of(BackupStarted backup) {
        return "backup " + backup.backupId();
    }

    public static String of(BackupProofStarted proof) {
        return "proof of backup " + proof.backupId();
    }

    /**
     * Where a run was stopped on request.
     *
     * @param failedRevision the step that was stopped; {@code null} if none was under way
     */
    public static String stoppedAt(String failedRevision) {
        return failedRevision == null ? "before the next step" : "step " + failedRevision;
    }
}
