package dev.varve.query.web.hooks;

import dev.varve.query.timeline.Timeline;
import dev.varve.query.timeline.TimelineEntry;
import dev.varve.query.web.live.ViewsTail;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one address, in the order of the log: an event is sent until it is taken (any answer of 2xx), later ones wait. An address that is
 * served for the first time is told what comes from then on. What goes wrong here itself is a failure like the address's own: it is counted,
 * and tried again.
 */
final class Courier implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int PAGE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long UNKNOWN = -1;

    private final Delivery delivery;
    private final Served served;
    private final Timeline timeline;
    private final ViewsTail tail;
    private final Pauses pauses;
    private final AtomicLong failures = new AtomicLong();

    /** The last event that was taken, or that it was not to be told. */
    private long at = UNKNOWN;

    /** The same, as the file has it. */
    private long marked = UNKNOWN;

    /** Where the views were when it last looked. */
    private long head;

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

    Courier(Delivery delivery, Served served, Timeline timeline, ViewsTail tail, Pauses pauses) {
        this.delivery = delivery;
        this.served = served;
        this.timeline = timeline;
        this.tail = tail;
        this.pauses = pauses;
    }

    /** How many attempts have failed since the last one that did not. */
    long failures() {
        return failures.get();
    }

    @Override
    public void run() {
        try {
            var pause = pauses.first();
            while (!Thread.currentThread().isInterrupted()) {
                if (isServed()) {
                    pause = pauses.first();
                    tail.awaitOtherThan(head, PATIENCE);
                } else {
                    tail.awaitOtherThan(head, pause);
                    pause = pauses.after(pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it was told all that has come, and that is written down. */
    private boolean isServed() throws InterruptedException {
        try {
            head = tail.position();
            if (at == UNKNOWN) {
                marked = served.last().orElse(UNKNOWN);
                at = marked == UNKNOWN ? head : marked;
            }
            serve();
            return mark();
        } catch (RuntimeException e) {
            failures.incrementAndGet();
            LOG.warn("{} cannot be served now; it is tried again", delivery.hook(), e);
            return false;
        }
    }

    private void serve() throws InterruptedException {
        boolean more = at < head;
        while (more) {
            var entries = timeline.following(at, Set.copyOf(delivery.hook().events()), PAGE);
            more = entries.size() == PAGE;
            // Where the views are made anew meanwhile, what is not there may come yet.
            boolean all = !more && tail.hold(head);
            for (var entry : entries) {
                deliver(entry);
                at = entry.sequence();
                mark();
            }
            at = all ? Math.max(at, head) : at;
        }
    }

    /** Until it is taken. */
    private void deliver(TimelineEntry entry) throws InterruptedException {
        var pause = pauses.first();
        while (!delivery.isTaken(entry)) {
            failures.incrementAndGet();
            // An address that did not answer tells nobody when it will: it has to be asked again.
            Thread.sleep(pause);
            pause = pauses.after(pause);
        }
    }

    /** Whether it is written down where it is. An address is told all the same: a full disk is what somebody should hear of. */
    private boolean mark() {
        try {
            if (at != marked) {
                served.upTo(at);
                marked = at;
            }
            failures.set(0);
        } catch (UncheckedIOException e) {
            failures.incrementAndGet();
            LOG.warn(
                    "{} was served up to event {}, which cannot be written down ({}); it is tried again",
                    delivery.hook(),
                    at,
                    e.getMessage());
        }
        return at == marked;
    }
}
