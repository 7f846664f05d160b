package dev.varve.query.cli;

import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Home;
import dev.varve.cli.Printable;
import dev.varve.cli.StoreFailures;
import dev.varve.cli.StoreLocation;
import dev.varve.cli.Surroundings;
import dev.varve.query.EveryProjection;
import dev.varve.query.projection.AsOf;
import dev.varve.query.projection.CatchUp;
import dev.varve.query.projection.EventFeed;
import dev.varve.query.projection.ProjectionFailed;
import dev.varve.query.projection.Views;
import dev.varve.query.projection.ViewsUnusable;
import dev.varve.store.DurableEventStore;
import dev.varve.store.StoreAddress;
import dev.varve.store.StoreFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/** Brings the views to where a question needs them, asks it, and lets everything go. */
final class ReadModel {

    /** How long a server gets to take in what was just recorded, before its views are shown as they are. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Surroundings surroundings;
    private final Home home;
    private final StoreAddress events;

    ReadModel(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.home = Home.of(options, surroundings.environment());
        this.events = StoreLocation.of(options, surroundings.environment(), home);
    }

    Home home() {
        return home;
    }

    /**
     * Asks the views as of now, or as of a moment.
     *
     * @param moment {@code null} for now
     */
    <T> T ask(Instant moment, Function<Views, T> question) {
        return telling(() -> {
            try (var store = events.openIfThere().orElse(null);
                    var views = store == null ? Views.inMemory() : views(store.log()::read, moment)) {
                return question.apply(views);
            }
        });
    }

    private Views views(EventFeed feed, Instant moment) {
        return moment == null ? now(feed) : AsOf.replay(feed, moment, EveryProjection.inOrder());
    }

    /** Empties the views and fills them again; gives how far they came. */
    long rebuild() {
        return telling(() -> {
            try (var store = openStore();
                    var views = writable()) {
                try (var transaction = views.begin()) {
                    transaction.clear();
                    transaction.commit();
                }
                return new CatchUp(store.log()::read, views, EveryProjection.inOrder())
                        .toHead()
                        .sequence();
            }
        });
    }

    DurableEventStore openStore() {
        return events.openReadOnly();
    }

    private static <T> T telling(Supplier<T> use) {
        try {
            return use.get();
        } catch (StoreFailure e) {
            throw StoreFailures.of(e);
        } catch (ProjectionFailed e) {
            throw Failures.of(e);
        } catch (ViewsUnusable e) {
            throw Failures.of(e);
        }
    }

    /** The kept views, or, where they cannot be kept, the same in memory. */
    private Views now(EventFeed feed) {
        try {
            return kept(feed);
        } catch (ViewsUnusable e) {
            var why = Printable.text(e.getMessage());
            warn("the views cannot be kept (" + why + "); replaying the events in memory instead");
            return AsOf.replay(feed, null, EveryProjection.inOrder());
        }
    }

    private Views kept(EventFeed feed) {
        var views = Views.open(home.views(events));
        try {
            if (views.claim().heldByAnother(null, surroundings.clock().instant())) {
                awaitServer(feed, views);
            } else {
                new CatchUp(feed, views, EveryProjection.inOrder()).toHead();
            }
            return views;
        } catch (RuntimeException e) {
            views.close();
            throw e;
        }
    }

    /** A server is at work on the views: it gets a moment to take in what was just recorded. */
    private void awaitServer(EventFeed feed, Views views) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!feed.after(views.position().sequence(), 1).isEmpty()) {
            if (System.nanoTime() - end > 0) {
                warn("the server " + Printable.text(views.claim().owner())
                        + " holds the views and has not taken every event in;" + " this is what they say at event "
                        + views.position().sequence());
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** A file that cannot be brought to this release is made anew: that is what rebuilding is for. */
    private Views writable() {
        try {
            return Views.open(home.views(events));
        } catch (ViewsUnusable e) {
            Views.delete(home.views(events));
            return Views.open(home.views(events));
        }
    }

    private void warn(String text) {
        surroundings.err().println("varve: " + text);
    }
}
