package dev.varve.command.run;

import dev.varve.command.append.Recorder;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupMethod;
import dev.varve.engine.backup.Restored;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.observation.Observation;
import dev.varve.events.RunEvent;
import java.time.Clock;
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
     * Why a restore did not succeed.
     *
     * @param isOfTheProof whether the backup is not what its receipt says
     */
    public record Problem(String expected, String found, String message, String remedy, boolean isOfTheProof) {

        static Problem of(String target, RuntimeException thrown) {
            var cause =
                    thrown.getCause() == null ? "" : " (" + thrown.getCause().getMessage() + ")";
            var found = thrown.getMessage() + cause;
            return new Problem(
                    "the backup in the database's place",
                    found,
                    "expected the backup in the database's place, found: " + found,
                    "mend that; then look: varve diagnose " + target + "; then restore again",
                    false);
        }
    }

    /**
     * How a restore ended.
     *
     * @param restored {@code null} unless it succeeded
     * @param fingerprint the schema's afterwards; {@code null} unless it succeeded, or if it cannot be read
     * @param problem why it did not; {@code null} if it succeeded
     * @param untouched whether the very file that was there is still in its place
     */
    public record Ending(
            String runId,
            Backup backup,
            Restored restored,
            String fingerprint,
            Problem problem,
            boolean untouched,
            Instant startedAt,
            Instant endedAt) {}

    /**
     * What is refused unless it is meant.
     *
     * @param anotherDatabase a backup of a database at another place
     * @param brokenState a backup of a database that was not well
     */
    public record Meant(boolean anotherDatabase, boolean brokenState) {}

    /**
     * Restores.
     *
     * @param versionTables the tool's own tables, which the recorded fingerprint does not count
     * @param doubt why the backup is no way back; {@code null} if nothing speaks against it
     * @param meant what the operator said is meant
     * @throws RunRefused if another run holds the target, or the application still runs; recorded
     */
    public Ending restore(
            Backup backup,
            BackupMethod method,
            TargetAccess access,
            String actor,
            Set<String> versionTables,
            String doubt,
            Meant meant,
            Consumer<Observation> listener) {
        var runId = ids.next();
        var started = clock.instant();
        recorder.send(RunCommand.restore(runId, access.name(), backup.id(), ThisMachine.holder(actor)));
        return new Faults(recorder).endingOnRecord(runId, access, () -> {
            var restoring = new RestoreAct.Order(runId, backup, method, access, started, versionTables, listener);
            return enterAndRestore(restoring, actor, doubt, meant);
        });
    }

    private Ending enterAndRestore(RestoreAct.Order restoring, String actor, String doubt, Meant meant) {
        var runId = restoring.runId();
        var access = restoring.access();
        var backup = restoring.backup();
        var database = access.database();
        try (var lease = gate.enter(
                runId,
                RunKind.RESTORE,
                actor,
                access,
                () -> LiveSchema.fingerprintOrNull(database, restoring.versionTables()))) {
            var inUse = lease.inUse();
            if (inUse.isPresent()) {
                throw refuse(runId, access, inUse.get());
            }
            if (!meant.anotherDatabase()) {
                refuseAnothersBackup(restoring);
            }
            if (doubt != null && !meant.brokenState()) {
                refuseBrokenState(runId, backup, access, doubt);
            }
            return new RestoreAct(recorder, clock).act(restoring, database);
        }
    }

    /** A target may have been pointed elsewhere since: its name alone does not make a backup this database's. */
    private void refuseAnothersBackup(RestoreAct.Order restoring) {
        var backup = restoring.backup();
        if (restoring.method().isFromHere(backup)) {
            return;
        }
        var location = restoring.access().database().location();
        var why = new Finding(
                FindingCode.WRONG_DATABASE,
                Severity.ERROR,
                "expected a backup of " + location + ", found one of " + backup.source(),
                Map.of("backup", backup.id(), "source", backup.source(), "database", location),
                "if that database was moved here, say so: --from-another-database");
        throw refuse(restoring.runId(), restoring.access(), why);
    }

    private void refuseBrokenState(String runId, Backup backup, TargetAccess access, String doubt) {
        throw refuse(
                runId,
                access,
                new Finding(
                        FindingCode.PARTIAL_MIGRATION,
                        Severity.ERROR,
                        "expected a backup of a sound database, found one " + doubt,
                        Map.of("backup", backup.id()),
                        "restore an earlier one: varve backups " + access.name()
                                + "; if this very state is wanted, say so: --broken-state"));
    }

    private RunRefused refuse(String runId, TargetAccess access, Finding why) {
        observe(new RunEvent.PreflightRefused(
                runId, access.name(), RecordedFindings.of(List.of(why), access.redaction())));
        return new RunRefused(runId, List.of(why));
    }

    private void observe(RunEvent fact) {
        recorder.send(RunCommand.observe(fact));
    }
}
