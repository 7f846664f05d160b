package dev.varve.query.projection;

import dev.varve.events.VarveEvent;
import dev.varve.query.EveryProjection;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How long a replay into the views takes, against the raw limit: reading the same events and inserting one row each in the same batches.
 * Prints, asserts nothing. Run its {@code main} from the test class path; the argument is how many events (default 100,000).
 */
final class ReplayBench {

    private ReplayBench() {}

    public static void main(String[] arguments) throws IOException {
        int wanted = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        var home = Files.createTempDirectory("varve-replay");
        try (var recorder = Recorder.in(home)) {
            int events = fill(recorder, wanted);
            for (int round = 1; round <= 3; round++) {
                double raw = seconds(() -> raw(recorder.feed(), home));
                double file = seconds(() -> intoFile(recorder.feed(), home));
                double memory = seconds(() -> intoMemory(recorder.feed()));
                System.out.printf(
                        Locale.ROOT,
                        "%d events: raw %.2f s (%.0f/s); views in SQLite %.2f s (%.0f/s, %.1f x raw); in H2 %.2f s (%.0f/s, %.1f x raw)%n",
                        events,
                        raw,
                        events / raw,
                        file,
                        events / file,
                        file / raw,
                        memory,
                        events / memory,
                        memory / raw);
            }
        }
    }

    private static int fill(Recorder recorder, int wanted) {
        int recorded = 0;
        for (int target = 0; recorded < wanted; target++) {
            var page = new ArrayList<VarveEvent>();
            while (page.size() < 1_000) {
                page.addAll(new Story("target-" + target % 50).failedUpgradeAndRestore());
            }
            recorder.record(page);
            recorded += page.size();
        }
        return recorded;
    }

    private static double seconds(LongSupplier work) {
        long start = System.nanoTime();
        var unused = work.getAsLong();
        return (System.nanoTime() - start) / 1e9;
    }

    private static long intoFile(EventFeed feed, Path home) {
        Views.delete(home.resolve("views.db"));
        try (var views = Views.open(home.resolve("views.db"))) {
            return new CatchUp(feed, views, EveryProjection.inOrder()).toHead().sequence();
        }
    }

    private static long intoMemory(EventFeed feed) {
        try (var views = AsOf.replay(feed, null, EveryProjection.inOrder())) {
            return views.position().sequence();
        }
    }

    private static long raw(EventFeed feed, Path home) {
        Views.delete(home.resolve("raw.db"));
        try (var views = Views.open(home.resolve("raw.db"))) {
            return views.ask(connection -> {
                connection.setAutoCommit(false);
                long sequence = 0;
                try (var insert = connection.prepareStatement(
                        "insert into target_status (target, sequence, document) values (?, ?, ?)")) {
                    for (var page = feed.after(0, 1_000); !page.isEmpty(); page = feed.after(sequence, 1_000)) {
                        for (var event : page) {
                            insert.setString(1, event.eventId());
                            insert.setLong(2, event.sequence());
                            insert.setString(3, event.payloadJson());
                            insert.addBatch();
                        }
                        insert.executeBatch();
                        connection.commit();
                        sequence = page.getLast().sequence();
                    }
                }
                return sequence;
            });
        }
    }
}
