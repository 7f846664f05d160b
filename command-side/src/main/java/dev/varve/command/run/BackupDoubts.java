package dev.varve.command.run;

import dev.varve.command.target.TargetState;
import dev.varve.command.target.Targets;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupNotProven;
import dev.varve.events.RunEvent.PreflightPassed;
import dev.varve.events.RunEvent.RecoveryOpened;
import dev.varve.events.RunEvent.StepStarted;
import dev.varve.events.TargetEvent.BackupProven;
import dev.varve.events.TargetEvent.BackupStarted;
import dev.varve.events.TargetEvent.DatabaseDiagnosed;
import dev.varve.store.RecordedEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which backups are proven copies of a database that was not well: half migrated, or seen in a broken state. They are evidence,
 * no way back. Told from the record alone, so that it holds for backups of older releases too.
 */
public final class BackupDoubts {

    private final PastReader reader = new PastReader();
    private final Map<String, String> doubts = new HashMap<>();
    private final Map<String, BackupProven> proven = new HashMap<>();
    private boolean lookedSinceTheStep = true;
    private RecoveryOpened recovering;

    private BackupDoubts() {}

    /** What the record tells of a target's backups. */
    public static BackupDoubts in(Targets targets, String target) {
        var doubts = new BackupDoubts();
        targets.replay(target, doubts::add);
        return doubts;
    }

    /** Why the backup is no way back, as a sentence; empty if nothing speaks against it. */
    public Optional<String> about(String backupId) {
        return Optional.ofNullable(doubts.get(backupId));
    }

    /**
     * Refuses a backup and receipt that fit each other, but are not what was recorded under that id.
     *
     * @throws BackupNotProven if its SHA-256, its schema or its rows are others than those that were recorded when it was proven
     */
    public void requireAsRecorded(Backup backup) {
        var recorded = proven.get(backup.id());
        if (recorded == null) {
            return;
        }
        if (!recorded.sha256().equals(backup.sha256())) {
            throw new BackupNotProven(
                    backup.id(),
                    "the one that was proven, of SHA-256 " + recorded.sha256(),
                    "one of " + backup.sha256());
        }
        if (!recorded.fingerprint().equals(backup.fingerprint())) {
            throw new BackupNotProven(
                    backup.id(),
                    "a receipt of the schema that was proven, " + recorded.fingerprint(),
                    "one of " + backup.fingerprint());
        }
        if (recorded.rows() != null && !recorded.rows().equals(rows(backup))) {
            throw new BackupNotProven(
                    backup.id(),
                    "a receipt of the rows that were proven, " + new TreeMap<>(recorded.rows()),
                    "one of " + rows(backup));
        }
    }

    private static Map<String, Long> rows(Backup backup) {
        var rows = new TreeMap<String, Long>();
        backup.tables().forEach(table -> rows.put(table.name(), table.rows()));
        return rows;
    }

    private void add(RecordedEvent recorded) {
        reader.add(recorded);
        if (recorded.event() instanceof StepStarted) {
            lookedSinceTheStep = false;
        } else if (recorded.event() instanceof DatabaseDiagnosed || recorded.event() instanceof PreflightPassed) {
            lookedSinceTheStep = true;
        } else if (recorded.event() instanceof BackupProven backup) {
            proven.put(backup.backupId(), backup);
        } else if (recorded.event() instanceof RecoveryOpened opened) {
            recovering = opened;
        } else if (recorded.event() instanceof BackupStarted backup) {
            doubtNow(backup).ifPresent(doubt -> doubts.put(backup.backupId(), doubt));
        }
    }

    private Optional<String> doubtNow(BackupStarted backup) {
        if (recovering != null && recovering.runId().equals(backup.runId())) {
            return Optional.of("taken of the database that a recovery found as " + recovering.situation());
        }
        var past = reader.past();
        if (past.schema().seenBroken() && reader.state() instanceof TargetState.Watched watched) {
            return Optional.of(
                    "taken of a database that was seen as " + watched.lastSeen().state());
        }
        return past.openStep() == null || lookedSinceTheStep
                ? Optional.empty()
                : Optional.of("taken while step " + past.openStep().revision() + " of run "
                        + past.openStep().runId() + " had not ended well");
    }
}
