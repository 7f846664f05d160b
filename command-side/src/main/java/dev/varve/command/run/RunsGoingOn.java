package dev.varve.command.run;

import dev.varve.command.append.DatabaseHeld;
import dev.varve.command.append.HostLock;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who is at work on a database now, by all that can tell without a lock taken: the record of this home, the locks that every home
 * on this machine takes, and what the database's server knows of every host. Only looks.
 */
public final class RunsGoingOn {

    private final Path locks;

    /** @param locks the folder of lock files that every home on this machine shares */
    public RunsGoingOn(Path locks) {
        this.locks = locks;
    }

    /** A run, or its tool that is left; empty if there is none, or a server cannot be asked. */
    public Optional<RunGoingOn> on(Watch watch) {
        return onRecord(watch).or(() -> elsewhere(watch));
    }

    /** Likewise, by the record alone. */
    public static Optional<RunGoingOn> onRecord(Watch watch) {
        var past = watch.past();
        return DeadRuns.mayBeAlive(past)
                ? Optional.of(new RunGoingOn(
                        Occupied.inWords(past),
                        Occupied.by(past, watch.access().name()),
                        DeadRuns.onlyTheToolLives(past)))
                : Optional.empty();
    }

    /** Likewise, but a rehearsal, which changes a copy only, is none. */
    Optional<RunGoingOn> changing(Watch watch) {
        return isARehearsal(watch.past()) ? Optional.empty() : on(watch);
    }

    private static boolean isARehearsal(KnownPast past) {
        return DeadRuns.mayBeAlive(past) && past.lease().kind().equals(RunKind.REHEARSE.word());
    }

    private Optional<RunGoingOn> elsewhere(Watch watch) {
        var access = watch.access();
        return HostLock.seen(locks, access.database().identity())
                .filter(RunsGoingOn::isARun)
                .map(held -> new RunGoingOn(held.found(), Occupied.by(held, access.name()), held.onlyItsToolLives()))
                .or(() -> ServerHold.seen(access).map(RunsGoingOn::onServer));
    }

    private static RunGoingOn onServer(ServerOccupied occupied) {
        return new RunGoingOn(occupied.who(), occupied.finding(), occupied.holder() == null);
    }

    /** A backup changes nothing. */
    private static boolean isARun(DatabaseHeld held) {
        return held.holder().runId() != null;
    }
}
