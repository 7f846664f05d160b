package dev.varve.query.projection;

import dev.varve.store.RecordedEvent;
import java.util.List;
import java.util.function.Predicate;

/**
 * Takes the events that the views have not seen into them, in batches, each with its position in one transaction. Several processes may
 * do so at once: the write lock and the position decide who takes which batch, and nobody takes one twice.
 */
public final class CatchUp {

    private static final int BATCH = 1_000;

    private final EventFeed feed;
    private final Views views;
    private final List<Projection> projections;
    private final Predicate<RecordedEvent> wanted;

    public CatchUp(EventFeed feed, Views views, List<Projection> projections) {
        this(feed, views, projections, event -> true);
    }

    /** Likewise, but leaves out the events that are not wanted, as a replay to a moment does. */
    CatchUp(EventFeed feed, Views views, List<Projection> projections, Predicate<RecordedEvent> wanted) {
        this.feed = feed;
        this.views = views;
        this.projections = List.copyOf(projections);
        this.wanted = wanted;
    }

    /**
     * Goes on to the head of the log as it is then. Views that were made from another log are emptied first.
     *
     * @return where the views are
     * @throws ProjectionFailed if a projection cannot take an event in; the views stay before its batch
     * @throws ViewsUnusable if they cannot be written
     */
    public Position toHead() {
        startAnewIfOfAnotherLog();
        while (true) {
            var from = views.position();
            var events = feed.after(from.sequence(), BATCH);
            if (events.isEmpty()) {
                return from;
            }
            takeIn(from, events);
        }
    }

    private void takeIn(Position from, List<RecordedEvent> events) {
        try (var transaction = views.begin()) {
            if (transaction.position().sequence() != from.sequence()) {
                return; // another process was faster: go on from where it came to
            }
            for (var event : events) {
                if (wanted.test(event)) {
                    apply(projections, event, transaction);
                }
            }
            var last = events.getLast();
            transaction.move(from, new Position(last.sequence(), last.eventId()));
            transaction.commit();
        }
    }

    /** Gives an event to every projection. */
    static void apply(List<Projection> projections, RecordedEvent event, ViewTransaction transaction) {
        for (var projection : projections) {
            try {
                projection.on(event, transaction);
            } catch (ViewsUnusable e) {
                throw e;
            } catch (RuntimeException e) {
                throw new ProjectionFailed(projection.name(), event, e);
            }
        }
    }

    /** Empties the views if another log than this was read into them. */
    public void startAnewIfOfAnotherLog() {
        if (isOfThisLog(views.position())) {
            return;
        }
        try (var transaction = views.begin()) {
            if (!isOfThisLog(transaction.position())) {
                transaction.clear();
                transaction.commit();
            }
        }
    }

    /** A store that was put back from a copy, or replaced, has another event there, or none. */
    private boolean isOfThisLog(Position position) {
        if (position.sequence() == 0) {
            return true;
        }
        var there = feed.after(position.sequence() - 1, 1);
        return !there.isEmpty()
                && there.getFirst().sequence() == position.sequence()
                && there.getFirst().eventId().equals(position.eventId());
    }
}
