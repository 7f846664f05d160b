package dev.varve.query.web.past;

import dev.varve.query.backups.Backups;
import dev.varve.query.backups.BackupsProjection;
import dev.varve.query.findings.Findings;
import dev.varve.query.findings.FindingsProjection;
import dev.varve.query.projection.CatchUp;
import dev.varve.query.projection.EventFeed;
import dev.varve.query.projection.Projection;
import dev.varve.query.projection.Views;
import dev.varve.query.status.StatusProjection;
import dev.varve.query.status.Statuses;
import dev.varve.store.EventFilter;
import dev.varve.store.EventLog;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Replays one database's events to a moment, into a scratch read model that is used again. What is believed now stands in the views, and is read from
 * there. Safe for several threads.
 */
public final class PastViews implements AutoCloseable {

    private static final int KEPT = 500;

    private final EventLog log;
    private final Views now;
    private final Deque<Views> idle = new ConcurrentLinkedDeque<>();
    private final KeptAnswers<ToldUpTo, Optional<Past>> kept = new KeptAnswers<>(KEPT);

    public PastViews(EventLog log, Views now) {
        this.log = log;
        this.now = now;
    }

    /** Makes a scratch read model before somebody waits for it. */
    public void start() {
        idle.push(Views.inMemory());
    }

    /** What was believed of it after the event of that sequence; empty if no event told of it by then. */
    public Optional<Past> after(String target, long sequence) {
        var last = new Statuses(now).of(target);
        if (last.isPresent() && last.get().sequence() <= sequence) {
            return past(now, target);
        }
        return kept.of(new ToldUpTo(target, sequence), () -> replayed(target, sequence));
    }

    private Optional<Past> replayed(String target, long sequence) {
        var last = idle.poll();
        var views = last == null ? Views.inMemory() : last;
        try {
            new CatchUp(feed(target, sequence), views, projections()).toHead();
            var past = past(views, target);
            empty(views);
            idle.push(views);
            return past;
        } catch (RuntimeException e) {
            views.close();
            throw e;
        }
    }

    private static Optional<Past> past(Views views, String target) {
        return new Statuses(views)
                .of(target)
                .map(status -> new Past(status, new Findings(views).of(target), new Backups(views).of(target)));
    }

    private EventFeed feed(String target, long sequence) {
        return (after, limit) -> log.read(EventFilter.ANY.ofTarget(target), after, limit).stream()
                .takeWhile(event -> event.sequence() <= sequence)
                .toList();
    }

    private static List<Projection> projections() {
        return List.of(new StatusProjection(), new BackupsProjection(), new FindingsProjection());
    }

    private static void empty(Views views) {
        try (var transaction = views.begin()) {
            transaction.clear();
            transaction.commit();
        }
    }

    @Override
    public void close() {
        for (var views = idle.poll(); views != null; views = idle.poll()) {
            views.close();
        }
    }
}
