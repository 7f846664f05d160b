package dev.varve.store;

import dev.varve.events.TargetEvent.TargetRetired;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * How much an append through Axon costs beside a plain JDBC insert in a transaction of its own, with the same durability, in one run.
 * Prints appends per second and the ratio for each round but the one that warms the code up, then the proof's speed. Arguments: the folder to work in (default: a new one) or
 * the URL of an empty PostgreSQL database, appends a round (default 2000), rounds (default 5).
 */
final class EventBench {

    private static final int SLICE = 50;

    private final DurableEventStore store;
    private final Connection raw;
    private final int appends;
    private int slice;
    private int streams;

    private EventBench(DurableEventStore store, Connection raw, int appends) {
        this.store = store;
        this.raw = raw;
        this.appends = appends;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        int appends = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2000;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        if (arguments.length > 0 && PostgresAddress.isNamedBy(arguments[0])) {
            var address = PostgresAddress.of(arguments[0], Map.of());
            try (var store = address.open(Clock.systemUTC());
                    var raw = address.connect(false)) {
                new EventBench(store, raw, appends).measure(rounds, "id bigserial PRIMARY KEY", "bytea");
            }
            return;
        }
        var folder = arguments.length > 0
                ? Files.createTempDirectory(Path.of(arguments[0]), "bench")
                : Files.createTempDirectory("varve-bench");
        try (var store = SqliteEventStore.open(folder.resolve("events.db"), Clock.systemUTC());
                var raw = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("raw.db") + "?journal_mode=WAL&synchronous=FULL")) {
            new EventBench(store, raw, appends).measure(rounds, "id INTEGER PRIMARY KEY", "BLOB");
        }
    }

    private void measure(int rounds, String key, String bytes) throws SQLException {
        try (var statement = raw.createStatement()) {
            statement.execute("CREATE TABLE event (" + key + ", event_id TEXT UNIQUE, payload " + bytes + ")");
        }
        // Of the first one nothing is told: the code becomes warm.
        for (int round = 0; round <= rounds; round++) {
            round(round);
        }
        proof();
    }

    /** In slices that take turns, so that another's load on the machine meets both. */
    private void round(int round) throws SQLException {
        long plain = 0;
        long axon = 0;
        long looking = 0;
        for (int done = 0; done < appends; done += slice) {
            slice = Math.min(SLICE, appends - done);
            plain += nanos(this::insertPlainly);
            axon += nanos(this::appendThroughAxon);
            looking += nanos(this::lookForTheEndAndAppend);
        }
        slice = appends;
        long batch = nanos(this::appendInOneTransaction);
        if (round == 0) {
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "round %d: raw insert a transaction %.0f/s, append through Axon with leaf %.0f/s (%.2f of raw),"
                        + " the stream's end looked up before %.0f/s (%.2f of raw), in one transaction %.0f/s%n",
                round,
                perSecond(plain),
                perSecond(axon),
                (double) plain / axon,
                perSecond(looking),
                (double) plain / looking,
                perSecond(batch));
    }

    private void proof() {
        long start = System.nanoTime();
        var verdict = store.proof().verify();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "proof: %d events in %.2f s (%.0f/s), ok=%s%n",
                verdict.events(),
                seconds,
                verdict.events() / seconds,
                verdict.ok());
        start = System.nanoTime();
        store.log().forEach(EventFilter.ANY, event -> {});
        seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "read: %.0f/s%n", verdict.events() / seconds);
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static long nanos(Work work) throws SQLException {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    private double perSecond(long nanos) {
        return appends / (nanos / 1e9);
    }

    private void insertPlainly() throws SQLException {
        try (var insert = raw.prepareStatement("INSERT INTO event (event_id, payload) VALUES (?, ?)")) {
            for (int i = 0; i < slice; i++) {
                insert.setString(1, UUID.randomUUID().toString());
                insert.setBytes(2, new byte[200]);
                insert.executeUpdate();
            }
        }
    }

    private void appendThroughAxon() {
        var stream = "stream-" + streams++;
        for (int i = 0; i < slice; i++) {
            int next = i;
            Recording.inUnitOfWork(
                    store, () -> Recording.publish(store, stream, next, new TargetRetired("orders-" + next)));
        }
    }

    private void lookForTheEndAndAppend() {
        var stream = "stream-" + streams++;
        for (int i = 0; i < slice; i++) {
            Recording.append(store, stream, new TargetRetired("orders-" + i));
        }
    }

    private void appendInOneTransaction() {
        var stream = "stream-" + streams++;
        Recording.inUnitOfWork(store, () -> {
            for (int i = 0; i < slice; i++) {
                Recording.publish(store, stream, i, new TargetRetired("orders-" + i));
            }
        });
    }
}
