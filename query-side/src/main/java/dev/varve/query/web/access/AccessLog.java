package dev.varve.query.web.access;

import dev.varve.cli.Printable;
import dev.varve.events.AccessEvent.AccessDenied;
import dev.varve.events.AccessEvent.EvidenceExported;
import dev.varve.events.AccessEvent.LoggedIn;
import dev.varve.events.AccessEvent.LoggedOut;
import dev.varve.events.AccessEvent.LoginFailed;
import dev.varve.events.AccessEvent.OfPassage;
import dev.varve.server.AccessRecorder;
import dev.varve.server.AccessText;
import dev.varve.server.ThrottledAccess;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps who came in, who was turned away, and who took evidence out: as events where there is a command side, in the server's own log where there is
 * none. Safe for several threads.
 */
public final class AccessLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

    private final Optional<AccessRecorder> recorder;
    private final Clock clock;
    private final ThrottledAccess throttled = new ThrottledAccess();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("access-log").factory());

    AccessLog(Optional<AccessRecorder> recorder, Clock clock) {
        this.recorder = recorder;
        this.clock = clock;
    }

    void start() {
        var unused = timer.scheduleWithFixedDelay(
                () -> throttled.due(clock.instant()).forEach(fact -> tryTo(fact, user(fact))),
                30,
                30,
                TimeUnit.SECONDS);
    }

    /**
     * Nobody comes in unseen.
     *
     * @throws NotRecorded if it cannot be kept
     */
    void loggedIn(Visitor visitor, HttpServletRequest request) {
        keepFirst(new LoggedIn(visitor.name(), visitor.how().word(), request.getRemoteAddr()), visitor.name(), "login");
    }

    /** Somebody was not let in. {@code claimed}: who they said they are. */
    void loginFailed(String claimed, HttpServletRequest request) {
        tryTo(new LoginFailed(claimed, request.getRemoteAddr(), 1));
    }

    void loggedOut(Visitor visitor, HttpServletRequest request) {
        tryTo(new LoggedOut(visitor.name(), request.getRemoteAddr()));
    }

    void tokenRefused(HttpServletRequest request) {
        tryTo(new LoginFailed("token", request.getRemoteAddr(), 1));
    }

    void denied(Visitor visitor, String needed, HttpServletRequest request) {
        tryTo(new AccessDenied(
                visitor == null ? null : visitor.name(),
                request.getMethod(),
                request.getRequestURI(),
                needed,
                request.getRemoteAddr(),
                1));
    }

    /**
     * Evidence is about to go out.
     *
     * @param target {@code null} for all; so are the moments for no bound
     * @throws NotRecorded if that cannot be kept: what is not recorded does not go out
     */
    public void exported(
            Visitor visitor,
            String what,
            String format,
            String target,
            Instant since,
            Instant until,
            HttpServletRequest request) {
        keepFirst(
                new EvidenceExported(
                        what,
                        format,
                        visitor.name(),
                        request.getRemoteAddr(),
                        target,
                        since == null ? null : since.toString(),
                        until == null ? null : until.toString()),
                visitor.name(),
                "export");
    }

    private void tryTo(OfPassage fact) {
        throttled.seen(fact, clock.instant()).ifPresent(told -> tryTo(told, user(told)));
    }

    private void tryTo(OfPassage fact, String actor) {
        try {
            keep(fact, actor);
        } catch (RuntimeException e) { // whoever is turned away must not stop the server with it
            LOG.error("cannot record: {}", Printable.text(fact.toString()), e);
        }
    }

    private void keepFirst(OfPassage fact, String actor, String what) {
        try {
            keep(fact, actor);
        } catch (RuntimeException e) {
            LOG.error("cannot record: {}", Printable.text(fact.toString()), e);
            throw new NotRecorded(what, e);
        }
    }

    private void keep(OfPassage fact, String actor) {
        var clean = AccessText.in(fact);
        recorder.ifPresentOrElse(
                events -> events.record(clean, actor), () -> LOG.info("{}", Printable.text(clean.toString())));
    }

    private static String user(OfPassage fact) {
        var user = switch (fact) {
            case LoggedIn e -> e.user();
            case LoggedOut e -> e.user();
            case LoginFailed e -> e.user();
            case AccessDenied e -> e.user();
            case EvidenceExported e -> e.user();
        };
        return user == null ? "somebody" : user;
    }

    /** What was only counted is kept before the server goes. */
    @Override
    public void close() {
        timer.shutdownNow();
        throttled.rest().forEach(fact -> tryTo(fact, user(fact)));
    }
}
