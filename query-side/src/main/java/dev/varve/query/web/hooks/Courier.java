package dev.varve.query.web.hooks;

import dev.varve.query.timeline.Timeline;
import dev.varve.query.timeline.TimelineEntry;
import dev.varve.query.web.live.ViewsTail;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one address, in the order of the log: an event is sent until it is taken (any answer of 2xx), later ones wait. An address that is
 * served for the first time is told what comes from then on.
 */
final class Courier implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int PAGE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Webhook hook;
    private final Served served;
    private final Timeline timeline;
    private final ViewsTail tail;
    private final HttpClient client;
    private final Clock clock;
    private final Pauses pauses;
    private final AtomicLong failures = new AtomicLong();

    /**
     * How long it waits before it tries again: twice as long each time.
     *
     * @param longest it waits no longer than that
     */
    record Pauses(Duration first, Duration longest) {

        static final Pauses USUAL = new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(5));

        Duration after(Duration pause) {
            var twice = pause.multipliedBy(2);
            return twice.compareTo(longest) < 0 ? twice : longest;
        }
    }

    Courier(
            Webhook hook,
            Served served,
            Timeline timeline,
            ViewsTail tail,
            HttpClient client,
            Clock clock,
            Pauses pauses) {
        this.hook = hook;
        this.served = served;
        this.timeline = timeline;
        this.tail = tail;
        this.client = client;
        this.clock = clock;
        this.pauses = pauses;
    }

    /** How many attempts have failed since the last one that did not. */
    long failures() {
        return failures.get();
    }

    @Override
    public void run() {
        try {
            long at = served.last().orElseGet(this::beginning);
            while (!Thread.currentThread().isInterrupted()) {
                at = serve(at);
                tail.awaitOtherThan(Math.max(at, tail.position()), PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("{} is not served any more", hook, e);
        }
    }

    private long beginning() {
        long now = tail.position();
        served.upTo(now);
        return now;
    }

    private long serve(long from) throws InterruptedException {
        long head = tail.position();
        long at = from;
        while (at < head) {
            var entries = timeline.following(at, Set.copyOf(hook.events()), PAGE);
            for (var entry : entries) {
                deliver(entry);
                served.upTo(entry.sequence());
            }
            at = entries.size() < PAGE ? head : entries.getLast().sequence();
        }
        if (at > from) {
            served.upTo(at);
        }
        return at;
    }

    /** Until it is taken. */
    private void deliver(TimelineEntry entry) throws InterruptedException {
        var pause = pauses.first();
        while (!isTaken(entry)) {
            failures.incrementAndGet();
            // An address that did not answer tells nobody when it will: it has to be asked again.
            Thread.sleep(pause);
            pause = pauses.after(pause);
        }
        failures.set(0);
    }

    private boolean isTaken(TimelineEntry entry) throws InterruptedException {
        try {
            var answer = client.send(request(entry), HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() / 100 == 2) {
                return true;
            }
            LOG.warn("{} answered {} to event {}; it is sent again", hook, answer.statusCode(), entry.sequence());
        } catch (IOException e) {
            LOG.warn("{} did not take event {} ({}); it is sent again", hook, entry.sequence(), e.toString());
        }
        return false;
    }

    private HttpRequest request(TimelineEntry entry) {
        var now = clock.instant();
        var body = Message.of(entry, hook.template());
        var request = HttpRequest.newBuilder(hook.url())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("User-Agent", "varve")
                .header("webhook-id", entry.eventId())
                .header("webhook-timestamp", String.valueOf(now.getEpochSecond()))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (hook.secret() != null) {
            request.header("webhook-signature", new Signature(hook.secret()).of(entry.eventId(), now, body));
        }
        return request.build();
    }
}
