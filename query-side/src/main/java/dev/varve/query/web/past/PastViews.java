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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Replays one database's events to a moment, into a scratch read model that is used again. Safe for several threads. */
public final class PastViews implements AutoCloseable {

    private static final int KEPT = 500;

    private final EventLog log;
    private final Deque<Views> idle = new ConcurrentLinkedDeque<>();
    private final Map<Key, Past> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Past> eldest) {
            return size() > KEPT;
        }
    };

    private record Key(String target, long sequence) {}

    public PastViews(EventLog log) {
        this.log = log;
    }

    /** Makes a scratch read model before somebody waits for it. */
    public void start() {
        idle.push(Views.inMemory());
    }

    /** What was believed of it after the event of that sequence; empty if no event told of it by then. */
    public Optional<Past> after(String target, long sequence) {
        var key = new Key(target, sequence);
        synchronized (kept) {
            var known = kept.get(key);
            if (known != null) {
                return Optional.of(known);
            }
        }
        var past = replayed(key);
        past.ifPresent(found -> {
            synchronized (kept) {
                kept.put(key, found);
            }
        });
        return past;
    }

    private Optional<Past> replayed(Key key) {
        var last = idle.poll();
        var views = last == null ? Views.inMemory() : last;
        try {
            new CatchUp(feed(key), views, projections()).toHead();
            var past = new Statuses(views)
                    .of(key.target())
                    .map(status -> new Past(
                            status, new Findings(views).of(key.target()), new Backups(views).of(key.target())));
            empty(views);
            idle.push(views);
            return past;
        } catch (RuntimeException e) {
            views.close();
            throw e;
        }
    }

    private EventFeed feed(Key key) {
        return (after, limit) -> log.read(EventFilter.ANY.ofTarget(key.target()), after, limit).stream()
                .takeWhile(event -> event.sequence() <= key.sequence())
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
