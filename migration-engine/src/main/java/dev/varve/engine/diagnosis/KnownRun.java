package dev.varve.engine.diagnosis;

import dev.varve.engine.observation.TableChange;
import java.util.Collection;
import java.util.List;

/**
 * What the record tells of the run that acted last on a database.
 *
 * @param runId its id
 * @param ended whether an end of it was recorded; an open run whose process is alive is not to be given here
 * @param lastIntent the last announced act in words; {@code null} if unknown
 * @param openRevision the step that was started and did not end well since; {@code null} if none
 * @param fingerprintBefore the schema's when that step began, without version tables; {@code null} if unknown
 * @param backupId the backup that was proven before it began to act; {@code null} if none is known
 * @param losses tables that lost rows in it, were not accepted by name, and were not brought back since
 * @param rehearsed what the open step was to make of this database; {@code null} if no rehearsal showed it
 * @param leftInRows what the open step may have left in the rows, where no schema shows it, in words; empty if nothing
 */
public record KnownRun(
        String runId,
        boolean ended,
        String lastIntent,
        String openRevision,
        String fingerprintBefore,
        String backupId,
        List<TableChange> losses,
        StepSchemas rehearsed,
        List<String> leftInRows) {

    public KnownRun {
        losses = List.copyOf(losses);
        leftInRows = List.copyOf(leftInRows);
    }

    /** The same, with no word of these tables: they are the tool's own. */
    KnownRun without(Collection<String> tables) {
        return rehearsed == null
                ? this
                : new KnownRun(
                        runId,
                        ended,
                        lastIntent,
                        openRevision,
                        fingerprintBefore,
                        backupId,
                        losses,
                        rehearsed.without(tables),
                        leftInRows);
    }

    /** A run that lost nothing. */
    public KnownRun(String runId, boolean ended, String lastIntent, String openRevision, String fingerprintBefore) {
        this(runId, ended, lastIntent, openRevision, fingerprintBefore, null, List.of(), null, List.of());
    }

    /** The command that brings a database back to where it was before this run; {@code run} may be {@code null}. */
    static String restoring(String target, KnownRun run) {
        return run == null || run.backupId() == null
                ? "varve recover " + target
                : "varve recover " + target + " (backup " + run.backupId() + ", taken and proven by run " + run.runId()
                        + ", is there)";
    }
}
