package dev.varve.command.run;

import dev.varve.command.append.Recorder;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupException;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.backup.Restored;
import dev.varve.engine.database.Database;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.observation.Observation;
import dev.varve.events.RunEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Puts a proven backup in the database's place, and records it. */
public final class Restores {

    private final Recorder recorder;
    private final RunGate gate;
    private final RunIds ids;
    private final Clock clock;

    public Restores(Recorder recorder, RunGate gate, RunIds ids, Clock clock) {
        this.recorder = recorder;
        this.gate = gate;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * How a restore ended.
     *
     * @param restored {@code null} unless it succeeded
     * @param problem why it did not; {@code null} if it succeeded
     * @param untouched whether the very file that was there is still in its place
     */
    public record Ending(
            String runId,
            Backup backup,
            Restored restored,
            BackupException problem,
            boolean untouched,
            Instant startedAt,
            Instant endedAt) {}

    /**
     * Restores.
     *
     * @param versionTables the tool's own tables, which the recorded fingerprint does not count
     * @param fromAnotherDatabase whether the operator said that the backup may be another database's
     * @throws RunRefused if another run holds the target; recorded
     */
    public Ending restore(
            Backup backup,
            BackupVault vault,
            TargetAccess access,
            KnownPast past,
            String actor,
            Set<String> versionTables,
            boolean fromAnotherDatabase,
            Consumer<Observation> listener) {
        var runId = ids.next();
        var started = clock.instant();
        recorder.send(new RunCommand.Request(
                RunCommand.aggregateId(runId),
                runId,
                access.name(),
                RunKind.RESTORE,
                backup.id(),
                null,
                List.of(),
                null));
        var database = access.database();
        try (var lease = gate.enter(
                runId,
                RunKind.RESTORE,
                actor,
                access,
                past,
                () -> MigrationRuns.fingerprint(database, versionTables))) {
            if (!fromAnotherDatabase) {
                refuseAnothersBackup(runId, backup, access);
            }
            observe(new RunEvent.RestoreStarted(runId, access.name(), backup.id(), backup.sha256()));
            return act(runId, backup, vault, access.name(), database, started, versionTables, listener);
        }
    }

    /** A target may have been pointed elsewhere since: its name alone does not make a backup this database's. */
    private void refuseAnothersBackup(String runId, Backup backup, TargetAccess access) {
        var location = access.database().location();
        if (backup.source().equals(location)) {
            return;
        }
        var why = new Finding(
                FindingCode.WRONG_DATABASE,
                Severity.ERROR,
                "expected a backup of " + location + ", found one of " + backup.source(),
                Map.of("backup", backup.id(), "source", backup.source(), "database", location),
                "if that database was moved here, say so: --from-another-database");
        observe(new RunEvent.PreflightRefused(
                runId, access.name(), RecordedFindings.of(List.of(why), access.redaction())));
        throw new RunRefused(runId, List.of(why));
    }

    private Ending act(
            String runId,
            Backup backup,
            BackupVault vault,
            String target,
            Database database,
            Instant started,
            Set<String> versionTables,
            Consumer<Observation> listener) {
        var before = database.identity();
        try {
            var restored = vault.restore(backup, database, listener);
            var fingerprint = MigrationRuns.fingerprint(database, versionTables);
            var aside = restored.aside().stream().map(Object::toString).toList();
            observe(new RunEvent.RestoreSucceeded(runId, target, backup.id(), fingerprint, aside));
            var took = Duration.between(started, clock.instant()).toMillis();
            observe(new RunEvent.RunSucceeded(runId, target, List.of(), fingerprint, took));
            return new Ending(runId, backup, restored, null, false, started, clock.instant());
        } catch (BackupException problem) {
            var untouched = before.equals(database.identity());
            observe(new RunEvent.RestoreFailed(
                    runId, target, backup.id(), problem.expected(), problem.found(), untouched));
            observe(new RunEvent.RunFailed(
                    runId,
                    target,
                    untouched ? "FAILED_UNCHANGED" : "FAILED_NEEDS_RECOVERY",
                    List.of(),
                    null,
                    problem.getMessage(),
                    problem.remedy(),
                    Duration.between(started, clock.instant()).toMillis()));
            return new Ending(runId, backup, null, problem, untouched, started, clock.instant());
        }
    }

    private void observe(RunEvent fact) {
        recorder.send(new RunCommand.Observe(RunCommand.aggregateId(fact.runId()), fact.runId(), fact));
    }
}
