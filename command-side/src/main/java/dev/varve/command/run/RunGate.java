package dev.varve.command.run;

import dev.varve.command.append.DatabaseHeld;
import dev.varve.command.append.HostLock;
import dev.varve.command.append.Recorder;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.target.TargetAccess;
import dev.varve.command.target.TargetCommand;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.events.LeaseHolder;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
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
    RunLease enter(
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
                deadRuns.settle(access.name(), past, evidence, access.redaction(), fingerprint);
            }
            takeLease(runId, kind, access, holder, evidence, past);
            return new RunLease(recorder, lock, access.name(), runId);
        } catch (RuntimeException refused) {
            lock.close();
            throw refused;
        }
    }

    private HostLock lock(String runId, TargetAccess access, LeaseHolder holder) {
        var claim = new HostLock.Claim(holder, home.toString(), runId, clock.instant(), null, null);
        try {
            return HostLock.take(locks, access.database().identity(), claim);
        } catch (DatabaseHeld held) {
            throw refuse(runId, access.name(), heldFinding(held));
        }
    }

    private void takeLease(
            String runId, RunKind kind, TargetAccess access, LeaseHolder holder, String evidence, KnownPast past) {
        var name = access.name();
        var facts = recorder.send(new TargetCommand.TakeLease(
                TargetCommand.aggregateId(name), name, runId, kind.word(), holder, evidence));
        for (var fact : facts) {
            if (fact instanceof TargetEvent.LeaseRefused refused) {
                throw refuse(runId, name, leaseFinding(refused, DeadRuns.onlyTheToolLives(past)));
            }
        }
    }

    private RunRefused refuse(String runId, String target, Finding why) {
        recorder.send(new RunCommand.Observe(
                RunCommand.aggregateId(runId),
                runId,
                new RunEvent.PreflightRefused(
                        runId,
                        target,
                        RecordedFindings.of(List.of(why), new dev.varve.command.append.Redaction(List.of())))));
        return new RunRefused(runId, List.of(why));
    }

    private static Finding heldFinding(DatabaseHeld held) {
        var holder = held.holder();
        var evidence = holder == null
                ? Map.<String, Object>of()
                : Map.<String, Object>of("run", holder.runId(), "home", holder.home());
        var remedy = held.onlyItsToolLives()
                ? "wait until process " + holder.toolPid() + " has ended, then look: varve diagnose"
                : "wait until that run has ended";
        return new Finding(FindingCode.DATABASE_IN_USE, Severity.ERROR, held.getMessage(), evidence, remedy);
    }

    private static Finding leaseFinding(TargetEvent.LeaseRefused refused, boolean onlyTheToolLives) {
        var holder = refused.holder();
        var found = "run " + refused.heldByRun() + " of " + holder.actor() + " (process " + holder.pid() + " on "
                + holder.host() + ")" + (onlyTheToolLives ? ", whose migration tool is still running" : "");
        var elsewhere = !holder.host().equals(ThisMachine.hostName());
        return new Finding(
                FindingCode.DATABASE_IN_USE,
                Severity.ERROR,
                "expected no other run on " + refused.target() + ", found " + found,
                Map.of("run", refused.heldByRun(), "host", holder.host(), "pid", holder.pid()),
                elsewhere
                        ? "look on host " + holder.host() + " whether process " + holder.pid()
                                + " is alive; a lease from another host is never taken over by itself"
                        : "wait until that run has ended");
    }
}
