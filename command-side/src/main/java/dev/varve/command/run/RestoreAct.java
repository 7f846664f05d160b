package dev.varve.command.run;

import dev.varve.command.append.Recorder;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupException;
import dev.varve.engine.backup.BackupNotProven;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.backup.Restored;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.observation.Observation;
import dev.varve.events.Outcomes;
import dev.varve.events.RunEvent;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Puts a backup in the database's place, once nothing forbids it, and records how that ended. */
final class RestoreAct {

    private final Recorder recorder;
    private final Clock clock;

    RestoreAct(Recorder recorder, Clock clock) {
        this.recorder = recorder;
        this.clock = clock;
    }

    /** What is put back, where, and who hears of it. */
    record Order(
            String runId,
            Backup backup,
            BackupVault vault,
            TargetAccess access,
            Instant started,
            Set<String> versionTables,
            Consumer<Observation> listener) {

        String target() {
            return access.name();
        }
    }

    Restores.Ending act(Order restoring, Database database) {
        var before = database.identity();
        try {
            var restored = restoring.vault().restore(restoring.backup(), database, restoring.listener());
            return succeeded(restoring, restored, LiveSchema.fingerprintOrNull(database, restoring.versionTables()));
        } catch (BackupException problem) {
            return failed(
                    restoring,
                    new Restores.Problem(
                            problem.expected(),
                            problem.found(),
                            problem.getMessage(),
                            problem.remedy(),
                            problem instanceof BackupNotProven),
                    before.equals(database.identity()));
        } catch (DatabaseUnreadable | UncheckedIOException impossible) {
            return failed(
                    restoring, Restores.Problem.of(restoring.target(), impossible), before.equals(database.identity()));
        }
    }

    private Restores.Ending succeeded(Order restoring, Restored restored, String fingerprint) {
        var aside = restored.aside().stream().map(Object::toString).toList();
        var runId = restoring.runId();
        var backup = restoring.backup();
        observe(new RunEvent.RestoreSucceeded(runId, restoring.target(), backup.id(), fingerprint, aside));
        observe(new RunEvent.RunSucceeded(
                runId, restoring.target(), List.of(), fingerprint, tookMillis(restoring.started())));
        return new Restores.Ending(runId, backup, restored, null, false, restoring.started(), clock.instant());
    }

    private Restores.Ending failed(Order restoring, Restores.Problem problem, boolean untouched) {
        var runId = restoring.runId();
        var backup = restoring.backup();
        observe(new RunEvent.RestoreFailed(
                runId, restoring.target(), backup.id(), problem.expected(), problem.found(), untouched));
        observe(new RunEvent.RunFailed(
                runId,
                restoring.target(),
                untouched ? Outcomes.FAILED_UNCHANGED : Outcomes.FAILED_NEEDS_RECOVERY,
                List.of(),
                null,
                problem.message(),
                problem.remedy(),
                tookMillis(restoring.started())));
        return new Restores.Ending(runId, backup, null, problem, untouched, restoring.started(), clock.instant());
    }

    private long tookMillis(Instant started) {
        return Duration.between(started, clock.instant()).toMillis();
    }

    private void observe(RunEvent fact) {
        recorder.send(RunCommand.observe(fact));
    }
}
