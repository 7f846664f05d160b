package dev.varve.query.web.live;

import dev.varve.query.web.access.Credentials;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Serves everybody who listens, each in a thread of its own, so that a slow reader holds up nobody else. A stream ends after a while, and the
 * browser comes back with the last id; it ends at once when who listens is not known any more.
 */
public final class LiveStreams {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration AGE = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final long RECONNECT_MILLIS = 1_000;

    private final ViewsTail tail;
    private final Places places;
    private final Credentials credentials;

    /**
     * Streams from where the views are.
     *
     * @param most how many may listen at once
     * @throws IllegalArgumentException if that is nobody
     */
    public LiveStreams(ViewsTail tail, int most, Credentials credentials) {
        if (most < 1) {
            throw new IllegalArgumentException("expected for varve.live.listeners one or more, found " + most);
        }
        this.tail = tail;
        this.places = new Places(most);
        this.credentials = credentials;
    }

    /**
     * Begins to serve.
     *
     * @param asked HEAD, if the answer without its content is all that is asked for: it ends at once and takes no place
     * @param lastSeen the last event that the listener has; {@code null} to begin with what comes next
     * @throws TooManyListeners if no place is free
     */
    SseEmitter open(HttpMethod asked, Long lastSeen, Subscription subscription) {
        if (asked.equals(HttpMethod.HEAD)) {
            var ended = new SseEmitter();
            ended.complete();
            return ended;
        }
        var listener = Listener.now();
        if (!places.enter(listener.name())) {
            throw new TooManyListeners();
        }
        var emitter = new SseEmitter(AGE.plus(HEARTBEAT).toMillis());
        long from = lastSeen == null ? tail.now() : lastSeen;
        Thread.ofVirtual().name("live").start(() -> {
            try {
                serve(emitter, from, subscription, listener);
                emitter.complete();
            } catch (IOException | IllegalStateException e) {
                LOG.debug("a listener has gone", e);
                emitter.complete();
            } catch (InterruptedException | RuntimeException e) {
                emitter.completeWithError(e);
            } finally {
                places.leave(listener.name());
            }
        });
        return emitter;
    }

    /** How many listen now. */
    public int listeners() {
        return places.taken();
    }

    private void serve(SseEmitter emitter, long from, Subscription subscription, Listener listener)
            throws IOException, InterruptedException {
        emitter.send(SseEmitter.event().reconnectTime(RECONNECT_MILLIS).comment("varve"));
        long end = System.nanoTime() + AGE.toNanos();
        long look = System.nanoTime() + BETWEEN_LOOKS.toNanos();
        long at = from;
        while (System.nanoTime() < end && !tail.isClosed()) {
            if (System.nanoTime() > look) {
                if (!listener.mayStay(credentials)) {
                    return;
                }
                look = System.nanoTime() + BETWEEN_LOOKS.toNanos();
            }
            long now = tail.position();
            if (at < now) {
                at = subscription.send(emitter, at, now);
            } else if (tail.awaitOtherThan(now, HEARTBEAT) == now) {
                emitter.send(SseEmitter.event().comment("still here"));
            }
        }
    }
}
