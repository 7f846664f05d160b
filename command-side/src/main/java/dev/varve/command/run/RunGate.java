package dev.varve.command.run;

import dev.varve.command.append.DatabaseHeld;
import dev.varve.command.append.HostLock;
import dev.varve.command.append.Recorder;
import dev.varve.command.append.Redaction;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.target.TargetAccess;
import dev.varve.command.target.TargetCommand;
import dev.varve.engine.finding.Finding;
import dev.varve.events.LeaseHolder;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** Lets one run at a time through to a target: the lock on this machine first, then the lease in the store. */
public final class RunGate {

    private final Recorder recorder;
    private final DeadRuns deadRuns;
    private final Path locks;
    private final Path home;
    private final Clock clock;

    /** @param locks the folder of lock files that every home on this machine shares */
    public RunGate(Recorder recorder, DeadRuns deadRuns, Path locks, Path home, Clock clock) {
        this.recorder = recorder;
        this.deadRuns = deadRuns;
        this.locks = locks;
        this.home = home;
        this.clock = clock;
    }

    /**
     * Enters, settling a dead run on the way.
     *
     * @param fingerprint the schema's now, asked only if a dead run has to be settled
     * @throws RunRefused if another run holds the database or the target; recorded
     */
    public RunLease enter(
            String runId,
            RunKind kind,
            String actor,
            TargetAccess access,
            KnownPast past,
            Supplier<String> fingerprint) {
        var holder = ThisMachine.holder(actor);
        var lock = lock(runId, access, holder);
        try {
            var evidence = DeadRuns.deathEvidence(past);
            if (evidence != null) {
                deadRuns.settle(access, past, evidence, fingerprint);
            }
            deadRuns.settleRequests(access.name(), past);
            takeLease(runId, kind, access, holder, evidence, past);
            return new RunLease(recorder, lock, access.name(), runId);
        } catch (RuntimeException | Error failed) {
            try (lock) {
                throw failed;
            }
        }
    }

    private HostLock lock(String runId, TargetAccess access, LeaseHolder holder) {
        var claim = new HostLock.Claim(holder, home.toString(), runId, clock.instant(), null, null);
        try {
            return HostLock.take(locks, access.database().identity(), claim);
        } catch (DatabaseHeld held) {
            throw refuse(runId, access.name(), Occupied.by(held, access.name()));
        }
    }

    private void takeLease(
            String runId, RunKind kind, TargetAccess access, LeaseHolder holder, String evidence, KnownPast past) {
        var name = access.name();
        var facts = recorder.send(new TargetCommand.TakeLease(
                TargetCommand.aggregateId(name), name, runId, kind.word(), holder, evidence));
        for (var fact : facts) {
            if (fact instanceof TargetEvent.LeaseRefused refused) {
                throw refuse(runId, name, Occupied.by(refused, past));
            }
        }
    }

    private RunRefused refuse(String runId, String target, Finding why) {
        var reasons = RecordedFindings.of(List.of(why), Redaction.NONE);
        recorder.send(RunCommand.observe(new RunEvent.PreflightRefused(runId, target, reasons)));
        return new RunRefused(runId, List.of(why));
    }
}
