package dev.varve.query.web.live;

import dev.varve.query.projection.Position;
import dev.varve.query.projection.Views;
import dev.varve.query.projection.ViewsUnusable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks where the views are, for everybody who waits for them to move: one look for all. Safe for several threads. */
public final class ViewsTail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ViewsTail.class);
    private static final long LOOK_MILLIS = 100;

    private final Views views;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("views-tail").factory());
    private final Object moved = new Object();
    private volatile Position position = Position.START;
    private volatile boolean closed;

    public ViewsTail(Views views) {
        this.views = views;
    }

    /** Begins to look. */
    public void start() {
        look();
        var unused = timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The last event that the views have taken in, as of the last look. */
    public long position() {
        return position.sequence();
    }

    /** Likewise, with that event's id, by which one log is told from another. */
    public Position where() {
        return position;
    }

    /** Likewise, by a look of its own: what they hold by now is not what comes next. */
    long now() {
        look();
        return position();
    }

    /**
     * Whether the views hold that event, by a look of its own: not any more where they are made anew, and not where they cannot be read. To be
     * asked by who has read them up to there, after that.
     */
    public boolean hold(long sequence) {
        return look() && position() >= sequence;
    }

    /**
     * Waits until the views are not where the caller saw them, and gives where they are: further on, or back when they are made anew.
     *
     * @param patience after which it gives {@code seen}, as it does when the server stops
     */
    public long awaitOtherThan(long seen, Duration patience) throws InterruptedException {
        await(now -> now != seen, patience);
        return closed ? seen : position();
    }

    /**
     * Waits until the views have taken that event in.
     *
     * @param patience after which it gives up, as it does when the server stops
     */
    public void awaitTaken(long sequence, Duration patience) throws InterruptedException {
        await(now -> now >= sequence, patience);
    }

    private void await(LongPredicate reached, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (moved) {
            while (!reached.test(position()) && !closed) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return;
                }
                moved.wait(left);
            }
        }
    }

    boolean isClosed() {
        return closed;
    }

    private synchronized boolean look() {
        try {
            var now = views.position();
            if (!now.equals(position)) {
                tell(now);
            }
            return true;
        } catch (ViewsUnusable e) { // told by the health; this one looks again
            LOG.debug("cannot see where the views are", e);
            return false;
        }
    }

    private void tell(Position now) {
        synchronized (moved) {
            position = now;
            moved.notifyAll();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        synchronized (moved) {
            closed = true;
            moved.notifyAll();
        }
    }
}
