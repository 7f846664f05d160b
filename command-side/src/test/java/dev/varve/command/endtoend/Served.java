package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.varve.server.Answer;
import dev.varve.server.CommandSide;
import dev.varve.server.Operations;
import dev.varve.server.Order;
import dev.varve.server.OrderRefused;
import dev.varve.server.Started;
import dev.varve.store.EventFilter;
import dev.varve.store.RecordedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** What may be done from an operator's server, in this process, and what comes of it: commands in processes of their own. */
final class Served implements AutoCloseable {

    static final String ID = "20261122-101500-7f3a9c";

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int MOST_EVENTS = 10;

    private final Terminal terminal;
    private final CommandSide side;

    private Served(Terminal terminal, boolean requiresApproval) {
        this.terminal = terminal;
        this.side = terminal.server(requiresApproval);
    }

    static Served by(Terminal terminal) {
        return new Served(terminal, false);
    }

    /** Likewise, where nobody may upgrade but by a proposal. */
    static Served strictlyBy(Terminal terminal) {
        return new Served(terminal, true);
    }

    Operations operations() {
        return side.operations();
    }

    Started start(Order order) {
        return operations().start(order);
    }

    OrderRefused refused(Order order) {
        return catchThrowableOfType(OrderRefused.class, () -> start(order));
    }

    /** What each of two answers whose orders come at the same moment. */
    static List<Started> atOnce(Callable<Started> one, Callable<Started> other)
            throws ExecutionException, InterruptedException {
        var together = new CountDownLatch(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var answers = Stream.of(one, other)
                    .map(order -> threads.submit(() -> {
                        together.countDown();
                        together.await();
                        return order.call();
                    }))
                    .toList();
            return List.of(answers.get(0).get(), answers.get(1).get());
        }
    }

    /** How an order ended, once it has. */
    Answer end(String id) {
        return await().atMost(LONG)
                .until(() -> operations().outcome(id), Optional::isPresent)
                .orElseThrow();
    }

    /** Read without a command, whose first contact would record a dead run's end itself. */
    List<RecordedEvent> recorded(String type) {
        try (var store = terminal.store().openReadOnly()) {
            return store.log().read(EventFilter.ANY.ofTypes(Set.of(type)), 0, MOST_EVENTS);
        }
    }

    void awaitRecorded(String type) {
        await().atMost(LONG).until(() -> !recorded(type).isEmpty());
    }

    /** The last event about a database. */
    long lastSequence(String target) {
        try (var store = terminal.store().openReadOnly()) {
            return store.log()
                    .readLast(EventFilter.ANY.ofTarget(target), 1)
                    .getFirst()
                    .sequence();
        }
    }

    @Override
    public void close() {
        side.close();
    }
}
