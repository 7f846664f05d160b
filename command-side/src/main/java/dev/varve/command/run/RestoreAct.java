package dev.varve.command.run;

import dev.varve.command.append.Recorder;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupException;
import dev.varve.engine.backup.BackupMethod;
import dev.varve.engine.backup.BackupNotProven;
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
public final class RestoreAct {

    private final Recorder recorder;
    private final Clock clock;

    public RestoreAct(Recorder recorder, Clock clock) {
        this.recorder = recorder;
        this.clock = clock;
    }

    /** What is put back, where, and who hears of it. */
    public record Order(
            String runId,
            Backup backup,
            BackupMethod method,
            TargetAccess access,
            Instant started,
            Set<String> versionTables,
            Consumer<Observation> listener) {

        String target() {
            return access.name();
        }
    }

    /** Restores, and ends the run with it. */
    Restores.Ending act(Order restoring, Database database) {
        var ending = put(restoring, database);
        observe(ending.restored() == null ? failed(restoring, ending) : succeeded(restoring, ending));
        return ending;
    }

    /** Restores, and leaves the run's own end to the caller. */
    public Restores.Ending put(Order restoring, Database database) {
        observe(new RunEvent.RestoreStarted(
                restoring.runId(),
                restoring.target(),
                restoring.backup().id(),
                restoring.backup().sha256()));
        var before = database.identity();
        try {
            var restored = restoring.method().restore(restoring.backup(), restoring.runId(), restoring.listener());
            return done(restoring, restored, LiveSchema.fingerprintOrNull(database, restoring.versionTables()));
        } catch (BackupException problem) {
            return undone(
                    restoring,
                    new Restores.Problem(
                            problem.expected(),
                            problem.found(),
                            problem.getMessage(),
                            problem.remedy(),
                            problem instanceof BackupNotProven),
                    before.equals(database.identity()));
        } catch (DatabaseUnreadable | UncheckedIOException impossible) {
            return undone(
                    restoring, Restores.Problem.of(restoring.target(), impossible), before.equals(database.identity()));
        }
    }

    private Restores.Ending done(Order restoring, Restored restored, String fingerprint) {
        var aside = restored.aside().stream().map(Object::toString).toList();
        var runId = restoring.runId();
        var backup = restoring.backup();
        observe(new RunEvent.RestoreSucceeded(runId, restoring.target(), backup.id(), fingerprint, aside));
        return new Restores.Ending(
                runId, backup, restored, fingerprint, null, false, restoring.started(), clock.instant());
    }

    private Restores.Ending undone(Order restoring, Restores.Problem problem, boolean untouched) {
        var runId = restoring.runId();
        var backup = restoring.backup();
        observe(new RunEvent.RestoreFailed(
                runId, restoring.target(), backup.id(), problem.expected(), problem.found(), untouched));
        return new Restores.Ending(runId, backup, null, null, problem, untouched, restoring.started(), clock.instant());
    }

    private RunEvent succeeded(Order restoring, Restores.Ending ending) {
        return new RunEvent.RunSucceeded(
                restoring.runId(),
                restoring.target(),
                List.of(),
                ending.fingerprint(),
                tookMillis(restoring.started()));
    }

    /** How a run ends whose restore did not succeed. */
    public RunEvent failed(Order restoring, Restores.Ending ending) {
        return new RunEvent.RunFailed(
                restoring.runId(),
                restoring.target(),
                ending.untouched() ? Outcomes.FAILED_UNCHANGED : Outcomes.FAILED_NEEDS_RECOVERY,
                List.of(),
                null,
                ending.problem().message(),
                ending.problem().remedy(),
                tookMillis(restoring.started()));
    }

    private long tookMillis(Instant started) {
        return Duration.between(started, clock.instant()).toMillis();
    }

    private void observe(RunEvent fact) {
        recorder.send(RunCommand.observe(fact));
    }
}
