package dev.varve.command.crash;

import java.io.IOException;
import java.util.List;

/** Runs an upgrade and kills it as planned. */
final class Executioner {

    private final SqliteSite site;
    private final Course course;

    Executioner(SqliteSite site, Course course) {
        this.site = site;
        this.course = course;
    }

    Killed execute(Kill kill) throws IOException {
        site.reset();
        return kill.means() == Kill.Means.CALL ? atACall(kill) : afterAnEvent(kill);
    }

    private Killed afterAnEvent(Kill kill) {
        var event = course.event(kill.where());
        var session = site.start(List.of());
        event.await(site.witness(), session, kill.means() == Kill.Means.MOMENT ? kill.moment() : 0);
        if (kill.alone()) {
            session.process().destroyForcibly();
        } else {
            session.signal("KILL");
        }
        var ended = session.end();
        return Killed.buried(kill, "after " + event.type(), ended.code() == 137, session, ended, site.witness());
    }

    private Killed atACall(Kill kill) {
        var call = course.call(kill.where(), kill.moment());
        var session = site.start(Strace.killingAt(call));
        var ended = session.end();
        if (!kill.alone()) {
            session.signal("KILL");
        }
        return Killed.buried(kill, call.name(), ended.code() != 0, session, ended, site.witness());
    }
}
