package dev.varve.engine.run;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.observation.TableChange;
import java.util.List;
import java.util.Set;

/**
 * How a run ended, from looking.
 *
 * @param outcome as in the contract
 * @param backup the proven backup; {@code null} if none was taken
 * @param tables every table before and after; empty if nothing ran
 * @param failedRevision the step that did not end well; {@code null} if none
 * @param current the revisions that the database is recorded at afterwards, read from it; {@code null} if they were not read
 * @param fingerprint the schema's afterwards; {@code null} if it could not be read
 * @param why one sentence for a person; {@code null} if it succeeded
 * @param refusal why the tool was refused before its first statement; {@code null} otherwise
 * @param rehearsal how the rehearsal ended; {@code null} if there was none
 * @param kept where the former database lies whole after a swap; {@code null} if none was done
 * @param touched whether the database was opened for writing, so that only looking tells what it is like now
 */
public record RunReport(
        Outcome outcome,
        Backup backup,
        List<TableChange> tables,
        String failedRevision,
        List<String> current,
        String fingerprint,
        String why,
        Finding refusal,
        RehearsalSummary rehearsal,
        String kept,
        boolean touched) {

    /** The outcomes of the contract that a guarded run can have. */
    public enum Outcome {
        SUCCEEDED,
        REFUSED,
        /** No migration began, because no backup could be proven. */
        PROOF_FAILED,
        FAILED_UNCHANGED,
        FAILED_NEEDS_RECOVERY,
        INTERRUPTED
    }

    public RunReport {
        tables = List.copyOf(tables);
    }

    /** Likewise, of a run that stopped because nothing more could be recorded. */
    public RunReport whileStoreIsLost(String found) {
        return outcome == Outcome.INTERRUPTED
                ? because("stopped, because the event store is out of reach: " + found)
                : this;
    }

    /** Likewise, with more about why it did not succeed. */
    public RunReport explained(String more) {
        return outcome == Outcome.SUCCEEDED ? this : because(why == null ? more : why + "; " + more);
    }

    /** Likewise, with the cause before what is known of the database. */
    RunReport causedBy(String cause) {
        return outcome == Outcome.SUCCEEDED ? this : because(why == null ? cause : cause + "; " + why);
    }

    private RunReport because(String reason) {
        return new RunReport(
                outcome,
                backup,
                tables,
                failedRevision,
                current,
                fingerprint,
                reason,
                refusal,
                rehearsal,
                kept,
                touched);
    }

    static RunReport refused(Backup backup, Finding refusal) {
        return new RunReport(
                Outcome.REFUSED, backup, List.of(), null, null, null, refusal.message(), refusal, null, null, false);
    }

    /** The database is where it should be, and nothing was to be done. */
    static RunReport alreadyThere(List<String> current, String fingerprint) {
        return new RunReport(
                Outcome.SUCCEEDED, null, List.of(), null, current, fingerprint, null, null, null, null, false);
    }

    static RunReport withoutActing(Outcome outcome, String fingerprint, String why) {
        return new RunReport(outcome, null, List.of(), null, null, fingerprint, why, null, null, null, false);
    }

    /** Ended while only a copy had been touched. */
    static RunReport untouched(Outcome outcome, Backup backup, String failedRevision, String why) {
        return new RunReport(outcome, backup, List.of(), failedRevision, null, null, why, null, null, null, false);
    }

    RunReport rehearsed(RehearsalSummary summary) {
        return new RunReport(
                outcome, backup, tables, failedRevision, current, fingerprint, why, refusal, summary, kept, touched);
    }

    /** A copy's report as that of the database, which stands where it stood. */
    RunReport ofUntouched(List<String> revisions, String schema) {
        return new RunReport(
                outcome, backup, tables, failedRevision, revisions, schema, why, refusal, rehearsal, kept, false);
    }

    RunReport keeping(String former) {
        return new RunReport(
                outcome,
                backup,
                tables,
                failedRevision,
                current,
                fingerprint,
                why,
                refusal,
                rehearsal,
                former,
                touched);
    }

    RunReport needingRecovery(String because) {
        return new RunReport(
                Outcome.FAILED_NEEDS_RECOVERY,
                backup,
                tables,
                failedRevision,
                current,
                fingerprint,
                because,
                refusal,
                rehearsal,
                kept,
                touched);
    }

    /** The tables that lost rows and were accepted by name. */
    List<String> lossesAmong(Set<String> accepted) {
        return tables.stream()
                .filter(TableChange::isLoss)
                .map(TableChange::name)
                .filter(accepted::contains)
                .toList();
    }

    /** The tables that lost rows and were not accepted by name. */
    List<TableChange> lossesBeyond(Set<String> accepted) {
        return tables.stream()
                .filter(TableChange::isLoss)
                .filter(table -> !accepted.contains(table.name()))
                .toList();
    }
}
