package dev.varve.command.crash;

import static org.awaitility.Awaitility.await;

import dev.varve.command.endtoend.Ended;
import dev.varve.command.endtoend.Session;
import dev.varve.command.endtoend.WitnessPipe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Runs an upgrade and kills it as planned. */
final class Executioner {

    private final Site site;
    private final Course course;

    Executioner(Site site, Course course) {
        this.site = site;
        this.course = course;
    }

    /**
     * What was killed.
     *
     * @param aim the event or call that it was aimed at, in words
     * @param hit whether a process died of it
     */
    record Killed(Kill kill, String aim, boolean hit, Ended ended, List<WitnessPipe.Line> acknowledged) {}

    Killed execute(Kill kill) throws IOException {
        site.reset();
        return kill.means() == Kill.Means.CALL ? atACall(kill) : afterAnEvent(kill);
    }

    private Killed afterAnEvent(Kill kill) {
        var event = course.event(kill.where());
        var session = site.start(List.of());
        site.witness().await(event.type(), event.nth(), session.process());
        if (kill.means() == Kill.Means.MOMENT) {
            LockSupport.parkNanos((long) (kill.moment() * 0.8 * event.nanosToNext()));
        }
        if (kill.alone()) {
            session.process().destroyForcibly();
        } else {
            session.signal("KILL");
        }
        var ended = session.end();
        return buried(kill, "after " + event.type(), ended.code() == 137, session, ended);
    }

    private Killed atACall(Kill kill) {
        var call = course.call(kill.where(), kill.moment());
        var session = site.start(Strace.killingAt(call));
        var ended = session.end();
        if (!kill.alone()) {
            session.signal("KILL");
        }
        return buried(kill, call.name(), ended.code() != 0, session, ended);
    }

    /** Nothing of it is left: an orphan notices that it is alone, and ends. */
    private Killed buried(Kill kill, String aim, boolean hit, Session session, Ended ended) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .pollDelay(Duration.ZERO)
                .until(() -> session.alive().isEmpty());
        return new Killed(kill, aim, hit, ended, site.witness().all());
    }
}
