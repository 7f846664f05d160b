package dev.varve.query.web.hooks;

import dev.varve.query.projection.Views;
import dev.varve.query.timeline.Timeline;
import dev.varve.query.web.WebSurroundings;
import dev.varve.query.web.live.ViewsTail;
import dev.varve.store.EventNames;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One courier for each address, each in a thread of its own. A server that only shows has none: two servers would tell everything twice. */
public final class Couriers implements AutoCloseable {

    private static final Duration TO_CONNECT = Duration.ofSeconds(5);

    private final Map<String, Courier> couriers = new TreeMap<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Couriers for these addresses.
     *
     * @throws IllegalArgumentException if an event's type is none, or two have the same name
     */
    public Couriers(List<Webhook> hooks, Views views, ViewsTail tail, WebSurroundings surroundings, Clock clock) {
        var client = HttpClient.newBuilder()
                .connectTimeout(TO_CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        var folder = surroundings.home().directory().resolve("webhooks");
        for (var hook : hooks) {
            requireKnown(hook);
            var served = new Served(folder.resolve(hook.name() + ".served"));
            var courier = new Courier(
                    new Delivery(hook, client, clock), served, new Timeline(views), tail, Courier.Pauses.USUAL);
            if (couriers.put(hook.name(), courier) != null) {
                throw new IllegalArgumentException(
                        "expected webhooks of different names, found '" + hook.name() + "' twice");
            }
        }
    }

    /** Begins to serve. */
    public void start() {
        couriers.forEach((name, courier) ->
                threads.add(Thread.ofPlatform().daemon().name("webhook-" + name).start(courier)));
    }

    /** How many attempts in a row have failed, by the address's name. */
    public Map<String, Long> failures() {
        var failures = new TreeMap<String, Long>();
        couriers.forEach((name, courier) -> failures.put(name, courier.failures()));
        return failures;
    }

    private static void requireKnown(Webhook hook) {
        var known = EventNames.ALL.all().stream().map(EventNames.Named::name).toList();
        for (var type : hook.events()) {
            if (!known.contains(type)) {
                throw new IllegalArgumentException("expected for the webhook '" + hook.name()
                        + "' types of events as docs/events.md names them, found '" + type + "'");
            }
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
