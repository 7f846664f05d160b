package dev.varve.query.projection;

import dev.varve.events.VarveEvent;
import dev.varve.query.EveryProjection;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.store.PostgresAddress;
import dev.varve.store.RecordedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long a rebuild of all views over a shared store takes, against the raw limit: reading and parsing the same events and inserting one row
 * of the same width each, in the same batches, into a table with the timeline's indexes. Both take turns in slices, so that another's load on
 * the machine meets both. Prints, asserts nothing. Arguments: the URL of a PostgreSQL store that is not there yet, events (default 50,000), rounds (default 3).
 */
final class PostgresReplayBench {

    private static final int SLICE = 5_000;
    private static final int BATCH = 1_000;

    private final Recorder recorder;
    private final Views views;
    private final Connection raw;
    private long seen;

    private PostgresReplayBench(Recorder recorder, Views views, Connection raw) {
        this.recorder = recorder;
        this.views = views;
        this.raw = raw;
    }

    public static void main(String[] arguments) throws SQLException {
        var address = PostgresAddress.of(arguments[0], Map.of());
        int wanted = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50_000;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        try (var recorder = Recorder.in(address);
                var views = Views.shared(SharedViewsSchema.of(address));
                var raw = SharedViewsSchema.of(address).connect()) {
            int events = fill(recorder, wanted);
            var bench = new PostgresReplayBench(recorder, views, raw);
            for (int round = 1; round <= rounds; round++) {
                bench.round(round, events);
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

    private void round(int round, int events) throws SQLException {
        emptyBoth();
        seen = 0;
        long plain = 0;
        long ours = 0;
        for (long end = SLICE; end - SLICE < events; end += SLICE) {
            long until = end;
            long start = System.nanoTime();
            insertPlainly(until);
            plain += System.nanoTime() - start;
            start = System.nanoTime();
            new CatchUp((sequence, limit) -> before(until, sequence, limit), views, EveryProjection.inOrder()).toHead();
            ours += System.nanoTime() - start;
        }
        System.out.printf(
                Locale.ROOT,
                "round %d: %d events, raw read, parse and batched insert %.0f/s, all views rebuilt %.0f/s (%.2f of raw)%n",
                round,
                events,
                events / (plain / 1e9),
                events / (ours / 1e9),
                (double) plain / ours);
    }

    private void emptyBoth() throws SQLException {
        try (var transaction = views.begin()) {
            transaction.clear();
            transaction.commit();
        }
        try (var statement = raw.createStatement()) {
            statement.execute(
                    "drop table if exists raw_timeline; create table raw_timeline (like timeline including all)");
        }
    }

    /** The log as if it ended there. */
    private List<RecordedEvent> before(long end, long sequence, int limit) {
        int left = Math.toIntExact(Math.max(0, Math.min(limit, end - sequence)));
        return left == 0 ? List.of() : recorder.feed().after(sequence, left);
    }

    private void insertPlainly(long end) throws SQLException {
        raw.setAutoCommit(false);
        try (var insert = raw.prepareStatement(
                "insert into raw_timeline (sequence, event_id, event_type, at_nanos, actor, target,"
                        + " run_id, summary, document) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (var page = before(end, seen, BATCH); !page.isEmpty(); page = before(end, seen, BATCH)) {
                for (var event : page) {
                    set(insert, event);
                    insert.addBatch();
                }
                insert.executeBatch();
                raw.commit();
                seen = page.getLast().sequence();
            }
        }
        raw.setAutoCommit(true);
    }

    private static void set(PreparedStatement insert, RecordedEvent event) throws SQLException {
        insert.setLong(1, event.sequence());
        insert.setString(2, event.eventId());
        insert.setString(3, event.type());
        insert.setLong(4, Nanos.of(event.at()));
        insert.setString(5, event.metadata().get("actor"));
        insert.setString(6, event.event().target());
        insert.setString(7, event.aggregateId());
        insert.setString(8, event.type());
        insert.setString(9, event.payloadJson());
    }
}
