package dev.varve.store;

import dev.varve.events.RunEvent.StepSucceeded;
import dev.varve.events.TargetEvent.TargetRetired;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * A process of its own that appends, and prints {@code ack NAME} once an append is acknowledged. Arguments: the store's file or URL, the name of
 * this process, how many appends, and how: {@code locked} loads and appends in one transaction, {@code optimistic} loads before it,
 * {@code many} takes a stream of its own each time, {@code blobs} keeps a big blob with each.
 */
final class Appender {

    private final DurableEventStore store;
    private final String name;

    private Appender(DurableEventStore store, String name) {
        this.store = store;
        this.name = name;
    }

    public static void main(String[] arguments) {
        try (var store = address(arguments[0]).open(Clock.systemUTC())) {
            var appender = new Appender(store, arguments[1]);
            int appends = Integer.parseInt(arguments[2]);
            System.out.println("ready");
            awaitTheSignal();
            for (int i = 0; i < appends; i++) {
                appender.append(arguments[3], i);
                System.out.println("ack " + appender.name + "-" + i);
            }
        } catch (StoreFailure e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            tellWhatIsLeft(address(arguments[0]));
            System.exit(1);
        }
    }

    private static StoreAddress address(String place) {
        return PostgresAddress.isNamedBy(place)
                ? PostgresAddress.of(place, Map.of())
                : new SqliteAddress(Path.of(place));
    }

    /** So that processes which are to append at once begin at once. */
    private static void awaitTheSignal() {
        try {
            System.in.read();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static void tellWhatIsLeft(StoreAddress address) {
        try (var store = address.openReadOnly()) {
            System.out.println("whole " + store.proof().verify().ok());
            store.log()
                    .forEach(
                            EventFilter.ANY,
                            event -> System.out.println("kept " + event.event().target()));
        }
    }

    private void append(String how, int number) {
        var event = new TargetRetired(name + "-" + number);
        switch (how) {
            case "locked" -> Recording.append(store, "shared", event);
            case "many" -> Recording.append(store, name + "-stream-" + number, event);
            case "blind" -> appendWithoutLooking(event, number);
            case "optimistic" -> appendOptimistically(event);
            case "blobs" -> appendWithBlob(number);
            default -> throw new IllegalArgumentException(how);
        }
    }

    /** Each to a stream of its own, so that nothing stands between the append and the head that was last known. */
    private void appendWithoutLooking(TargetRetired event, int number) {
        Recording.inUnitOfWork(store, () -> Recording.publish(store, name + "-stream-" + number, 0, event));
    }

    /** Again after each conflict, on the newer state. */
    private void appendOptimistically(TargetRetired event) {
        for (int left = 1000; ; left--) {
            try {
                long next = Recording.nextSequence(store, "shared");
                Recording.inUnitOfWork(store, () -> Recording.publish(store, "shared", next, event));
                return;
            } catch (RuntimeException conflict) {
                if (left == 1 || !AppendConflict.isCauseOf(conflict)) {
                    throw conflict;
                }
            }
        }
    }

    private void appendWithBlob(int number) {
        var content = ("ledger " + number + " of " + name + "\n").repeat(5000).getBytes(StandardCharsets.UTF_8);
        Recording.inUnitOfWork(store, () -> {
            long next = Recording.nextSequence(store, "shared");
            var ledger = PendingBlobs.keep(content);
            Recording.publish(
                    store, "shared", next, new StepSucceeded("r", name + "-" + number, 1, "a", 2, 3, 4, "f", ledger));
        });
    }
}
