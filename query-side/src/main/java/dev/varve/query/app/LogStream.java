package dev.varve.query.app;

import dev.varve.query.projection.EventFeed;
import dev.varve.query.projection.Position;
import dev.varve.store.RecordedEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Reads the log page by page, and looks for more when a page is used up. For one thread. */
final class LogStream implements BlockingStream<TrackedEventMessage<?>> {

    private static final int PAGE = 500;
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final EventFeed feed;
    private final Deque<TrackedEventMessage<?>> page = new ArrayDeque<>();
    private long sequence;

    LogStream(EventFeed feed, long sequence) {
        this.feed = feed;
        this.sequence = sequence;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        if (page.isEmpty()) {
            for (var event : feed.after(sequence, PAGE)) {
                page.add(message(event));
                sequence = event.sequence();
            }
        }
        return Optional.ofNullable(page.peek());
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(timeout);
        while (peek().isEmpty()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
        return true;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable(1, TimeUnit.MINUTES)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return page.remove();
    }

    @Override
    public void close() {
        page.clear();
    }

    private static TrackedEventMessage<?> message(RecordedEvent event) {
        var token = new PositionToken(new Position(event.sequence(), event.eventId()));
        return new GenericTrackedEventMessage<>(
                token, new GenericEventMessage<>(event.eventId(), event, event.metadata(), event.at()));
    }
}
