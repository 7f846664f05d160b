package dev.varve.command.crash;

import static org.awaitility.Awaitility.await;

import dev.varve.command.endtoend.Ended;
import dev.varve.command.endtoend.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Runs an upgrade on a server and strikes as planned. */
final class Striker {

    /** So long a statement of the sets takes, about. */
    private static final long A_STATEMENT = Duration.ofMillis(15).toNanos();

    private static final long AN_OUTAGE = Duration.ofMillis(2_500).toNanos();

    private final PostgresSite site;
    private final PostgresCourse course;

    Striker(PostgresSite site, PostgresCourse course) {
        this.site = site;
        this.course = course;
    }

    Killed strike(Strike strike) throws IOException {
        site.reset();
        var session = site.start();
        var aim = reach(strike, session);
        try {
            var hit = session.process().isAlive() && hit(strike, session);
            var ended = session.end();
            var killed = Killed.buried(strike, aim, isHit(strike, hit, ended), session, ended, site.witness());
            restored(strike);
            return killed;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        } finally {
            session.signal("KILL");
        }
    }

    private String reach(Strike strike, Session session) {
        if (strike.moment() == Strike.Moment.STATEMENT) {
            var line = course.line(strike.where());
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(1))
                    .pollDelay(Duration.ZERO)
                    .until(() -> site.statements() >= line || !session.process().isAlive());
            LockSupport.parkNanos((long) (strike.share() * A_STATEMENT));
            return "line " + line + " of the ledger";
        }
        var event = course.course().event(strike.where());
        event.await(site.witness(), session, strike.moment() == Strike.Moment.MOMENT ? strike.share() : 0);
        return "after " + event.type();
    }

    private boolean hit(Strike strike, Session session) throws IOException, InterruptedException {
        return switch (strike.victim()) {
            case TOOL -> killTool(session);
            case VARVE -> session.process().destroyForcibly() != null;
            case BOTH -> {
                session.signal("KILL");
                yield true;
            }
            case SERVER -> {
                stopServer(strike, session);
                yield true;
            }
            case NETWORK -> {
                cut(strike, session);
                yield true;
            }
        };
    }

    private static boolean killTool(Session session) {
        return session.process()
                        .toHandle()
                        .descendants()
                        .filter(ProcessHandle::destroyForcibly)
                        .count()
                > 0;
    }

    private void stopServer(Strike strike, Session session) {
        site.ground().server().stopImmediately();
        try {
            if (!strike.passes()) {
                session.end();
            }
        } finally {
            site.ground().server().startAgain();
        }
    }

    /** Either the network comes back by and by, or the machine behind it never does: then what ran there is dead and the server does not know. */
    private void cut(Strike strike, Session session) throws IOException, InterruptedException {
        site.ground().wire().cut();
        LockSupport.parkNanos((long) (strike.patience() * AN_OUTAGE));
        if (strike.passes()) {
            site.ground().wire().mend();
        } else {
            session.signal("KILL");
        }
    }

    private static boolean isHit(Strike strike, boolean hit, Ended ended) {
        return switch (strike.victim()) {
            case VARVE, BOTH -> ended.code() == 137;
            case TOOL, SERVER, NETWORK -> hit;
        };
    }

    /** The server's sessions of the dead have ended before anybody looks. */
    private void restored(Strike strike) throws IOException, InterruptedException {
        if (strike.victim() == Strike.Victim.NETWORK && !strike.passes()) {
            site.ground().endSessionsBehindTheWire();
            site.ground().wire().mend();
        } else {
            site.ground().awaitNobodyBehindTheWire();
        }
    }
}
