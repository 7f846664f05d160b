package dev.varve.command.run;

import dev.varve.command.append.DatabaseHeld;
import dev.varve.command.append.HostLock;
import dev.varve.command.append.Recorder;
import dev.varve.command.append.Redaction;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.target.TargetAccess;
import dev.varve.command.target.TargetCommand;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.presence.Presence;
import dev.varve.engine.presence.PresenceProbe;
import dev.varve.engine.session.SessionName;
import dev.varve.events.LeaseHolder;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets one run at a time through to a target: the lock on this machine first, then the one on the database's server, then a look
 * whether the application still runs, then the lease in the store.
 */
public final class RunGate {

    private final Recorder recorder;
    private final DeadRuns deadRuns;
    private final Function<String, KnownPast> pasts;
    private final Path locks;
    private final Path home;
    private final Clock clock;
    private final Entrance entrance;

    /**
     * @param pasts what the record tells of a target now, by its name
     * @param locks the folder of lock files that every home on this machine shares
     */
    public RunGate(
            Recorder recorder,
            DeadRuns deadRuns,
            Function<String, KnownPast> pasts,
            Path locks,
            Path home,
            Clock clock,
            Entrance entrance) {
        this.recorder = recorder;
        this.deadRuns = deadRuns;
        this.pasts = pasts;
        this.locks = locks;
        this.home = home;
        this.clock = clock;
        this.entrance = entrance;
    }

    /**
     * Enters, settling a dead run on the way, and waiting for whoever is in the way as long as the entrance says. A run that
     * waits for the application to stop holds the lock already: nobody comes between.
     *
     * @param fingerprint the schema's now, asked only if a dead run has to be settled
     * @throws RunRefused if another run holds the database or the target; recorded. That the application still runs refuses
     *     nothing here: the lease tells it, and the caller decides.
     */
    public RunLease enter(String runId, RunKind kind, String actor, TargetAccess access, Supplier<String> fingerprint) {
        var waiting = new Waiting(entrance.patience());
        var holder = ThisMachine.holder(actor);
        var lock = locks(runId, kind, access, holder, waiting);
        try {
            var past = pastOnceNoRunIsUnderWay(access.name(), waiting);
            var presence = presence(kind, access, waiting);
            if (inTheWay(presence).isEmpty() && !DeadRuns.mayBeAlive(past)) {
                waiting.isOver();
            }
            takeLease(runId, kind, access, holder, settle(access, past, fingerprint), past);
            return new RunLease(recorder, lock, access, runId, past, inTheWay(presence), presence.ofTheApplication());
        } catch (SwapUndecided outOfReach) {
            try (lock) {
                throw refuse(runId, access.name(), undecided(outOfReach, access.name()));
            }
        } catch (RuntimeException | Error failed) {
            try (lock) {
                throw failed;
            }
        }
    }

    private HeldDatabase locks(String runId, RunKind kind, TargetAccess access, LeaseHolder holder, Waiting waiting) {
        var lock = lock(runId, access, holder, waiting);
        try {
            return new HeldDatabase(lock, onServer(runId, kind, access, holder, waiting));
        } catch (RuntimeException | Error failed) {
            try (lock) {
                throw failed;
            }
        }
    }

    /** What the look for the application would tell of other migrations, a run that is not looked for tells here. */
    private ServerHold onServer(String runId, RunKind kind, TargetAccess access, LeaseHolder holder, Waiting waiting) {
        var name = new SessionName(SessionName.Act.RUN, runId, holder.pid(), holder.host(), holder.actor());
        while (true) {
            try {
                return ServerHold.take(access, name, !kind.needsTheDatabaseAlone() && kind != RunKind.REHEARSE);
            } catch (ServerOccupied occupied) {
                if (!waiting.aMomentFor(occupied.who())) {
                    throw refuse(runId, access.name(), access.redaction().ofFinding(occupied.finding()));
                }
            }
        }
    }

    private HostLock lock(String runId, TargetAccess access, LeaseHolder holder, Waiting waiting) {
        while (true) {
            var claim = new HostLock.Claim(holder, home.toString(), runId, clock.instant(), null, null);
            try {
                return HostLock.take(locks, access.database().identity(), claim);
            } catch (DatabaseHeld held) {
                if (!waiting.aMomentFor(held.found())) {
                    throw refuse(runId, access.name(), Occupied.by(held, access.name()));
                }
            }
        }
    }

    /** A run that holds the target and not this machine's lock: of another machine or container, or only its tool lives. */
    private KnownPast pastOnceNoRunIsUnderWay(String target, Waiting waiting) {
        var past = pasts.apply(target);
        while (DeadRuns.mayBeAlive(past) && waiting.aMomentFor(Occupied.inWords(past))) {
            past = pasts.apply(target);
        }
        return past;
    }

    private Presence presence(RunKind kind, TargetAccess access, Waiting waiting) {
        if (!kind.needsTheDatabaseAlone()) {
            return Presence.NOT_ASKED;
        }
        var probe = new PresenceProbe(access.database(), entrance.asked());
        var presence = probe.look();
        while (!inTheWay(presence).isEmpty()
                && waiting.aMomentFor(inTheWay(presence).inWords())) {
            presence = probe.look();
        }
        return presence;
    }

    private Presence inTheWay(Presence presence) {
        return entrance.besideApplication() ? presence.besidesTheApplication() : presence;
    }

    /** Why the run that held the target is over, if there was one that did not say so itself. */
    private String settle(TargetAccess access, KnownPast past, Supplier<String> fingerprint) {
        var evidence = DeadRuns.deathEvidence(past);
        if (evidence != null) {
            deadRuns.settle(access, past, evidence, fingerprint);
        } else {
            DeadRuns.letIn(access, past);
        }
        deadRuns.settleRequests(access.name(), past);
        return evidence;
    }

    private static Finding undecided(SwapUndecided outOfReach, String target) {
        return Finding.of(
                FindingCode.DATABASE_UNREACHABLE,
                Severity.ERROR,
                outOfReach.getMessage(),
                "make the server answer, then: varve recover " + target);
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
