package dev.varve.command.run;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.command.append.DatabaseHeld;
import dev.varve.command.append.HostLock;
import dev.varve.command.append.NoRoomToSpool;
import dev.varve.command.append.Recorder;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.target.TargetAccess;
import dev.varve.command.target.TargetCommand;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.session.SessionName;
import dev.varve.events.LeaseHolder;
import dev.varve.events.TargetEvent.LeaseRefused;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Lets a backup begin only where no run is under way, and no run while it is taken: a copy of a database between two steps is no
 * way back.
 */
public final class BackupGate {

    private static final String KIND = "backup";

    private final Recorder recorder;
    private final Path locks;
    private final Path home;
    private final Clock clock;

    /** @param locks the folder of lock files that every home on this machine shares */
    public BackupGate(Recorder recorder, Path locks, Path home, Clock clock) {
        this.recorder = recorder;
        this.locks = locks;
        this.home = home;
        this.clock = clock;
    }

    /**
     * Enters; close what is returned when the backup is taken.
     *
     * @throws CommandFailure if a run holds the database or the target, or may; recorded
     */
    public HeldDatabase enter(TargetAccess access, KnownPast past, String actor) {
        reserveRoom();
        if (DeadRuns.mayBeAlive(past)) {
            var lease = past.lease();
            var refused = new LeaseRefused(access.name(), null, KIND, lease.runId(), lease.holder());
            throw refuse(refused, Occupied.inWords(refused, past), Occupied.remedy(refused));
        }
        var holder = ThisMachine.holder(actor);
        try {
            var claim = new HostLock.Claim(holder, home.toString(), null, clock.instant(), null, null);
            return onServer(
                    access, holder, HostLock.take(locks, access.database().identity(), claim));
        } catch (DatabaseHeld held) {
            throw refuse(refusal(access.name(), held.holder()), held.found(), Occupied.remedy(held, access.name()));
        }
    }

    private HeldDatabase onServer(TargetAccess access, LeaseHolder holder, HostLock lock) {
        var name = new SessionName(SessionName.Act.BACKUP, null, holder.pid(), holder.host(), holder.actor());
        try {
            return new HeldDatabase(lock, ServerHold.take(access, name, true));
        } catch (ServerOccupied occupied) {
            try (lock) {
                throw refusal(access, occupied);
            }
        } catch (RuntimeException | Error failed) {
            try (lock) {
                throw failed;
            }
        }
    }

    private CommandFailure refusal(TargetAccess access, ServerOccupied occupied) {
        var finding = access.redaction().ofFinding(occupied.finding());
        if (!occupied.isBySomebody()) {
            return new CommandFailure(
                    ExitCode.USAGE,
                    finding.code().name(),
                    "to reach " + access.name() + "'s server",
                    occupied.who(),
                    finding.remedy());
        }
        return refuse(Occupied.refusal(access.name(), KIND, occupied.holder()), occupied.who(), finding.remedy());
    }

    private void reserveRoom() {
        try {
            recorder.outage().prepare();
        } catch (NoRoomToSpool full) {
            throw new CommandFailure(
                    ExitCode.REFUSED, FindingCode.LOW_DISK_SPACE.name(), full.expected(), full.found(), full.remedy());
        }
    }

    private static LeaseRefused refusal(String target, HostLock.Claim claim) {
        return claim == null
                ? new LeaseRefused(target, null, KIND, null, null)
                : new LeaseRefused(target, null, KIND, claim.runId(), claim.holder());
    }

    private CommandFailure refuse(LeaseRefused refused, String found, String remedy) {
        recorder.send(
                new TargetCommand.RecordBackup(TargetCommand.aggregateId(refused.target()), refused.target(), refused));
        return new CommandFailure(
                ExitCode.REFUSED,
                "DATABASE_IN_USE",
                "no run on " + refused.target() + " during a backup",
                found,
                remedy);
    }
}
