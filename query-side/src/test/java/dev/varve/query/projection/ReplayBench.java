package dev.varve.query.projection;

import dev.varve.events.VarveEvent;
import dev.varve.query.EveryProjection;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.query.runs.RunIds;
import dev.varve.store.SqliteAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How long a replay into the views takes, against the raw limit: reading the same events and inserting the row of the timeline that
 * each makes, with its indexes, in the same batches.
 * Prints, asserts nothing. Run its {@code main} from the test class path; the argument is how many events (default 100,000), or a home whose store
 * is there already.
 */
final class ReplayBench {

    private ReplayBench() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && Files.isDirectory(Path.of(arguments[0]))) {
            ofHome(Path.of(arguments[0]));
            return;
        }
        int wanted = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        var home = Files.createTempDirectory("varve-replay");
        try (var recorder = Recorder.in(home)) {
            measure(fill(recorder, wanted), recorder.feed(), home);
        }
    }

    /** Of a store that is there, such as one that {@code varve simulate} made. */
    private static void ofHome(Path home) throws IOException {
        try (var store = new SqliteAddress(home.resolve("events.db")).openReadOnly()) {
            measure(store.log().head().size(), store.log()::read, Files.createTempDirectory("varve-replay"));
        }
    }

    private static void measure(long events, EventFeed feed, Path folder) {
        for (int round = 1; round <= 3; round++) {
            double raw = seconds(() -> raw(feed, folder));
            double file = seconds(() -> intoFile(feed, folder));
            System.out.printf(
                    Locale.ROOT,
                    "round %d: %d events, raw read, parse and batched insert %.0f/s, all views rebuilt %.0f/s (%.2f of raw)%n",
                    round,
                    events,
                    events / raw,
                    events / file,
                    raw / file);
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

    private static long raw(EventFeed feed, Path home) {
        Views.delete(home.resolve("raw.db"));
        try (var views = Views.open(home.resolve("raw.db"))) {
            return views.ask(connection -> {
                connection.setAutoCommit(false);
                long sequence = 0;
                try (var insert = connection.prepareStatement("insert into timeline (sequence, event_id, event_type,"
                        + " at_nanos, actor, target, run_id, summary, document) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                    for (var page = feed.after(0, 1_000); !page.isEmpty(); page = feed.after(sequence, 1_000)) {
                        for (var event : page) {
                            insert.setLong(1, event.sequence());
                            insert.setString(2, event.eventId());
                            insert.setString(3, event.type());
                            insert.setLong(4, Nanos.of(event.at()));
                            insert.setString(5, event.metadata().get("actor"));
                            insert.setString(6, event.event().target());
                            insert.setString(7, RunIds.of(event.event()));
                            insert.setString(8, event.type());
                            insert.setString(9, event.payloadJson());
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
