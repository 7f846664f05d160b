package dev.varve.command.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.endtoend.WitnessPipe;
import dev.varve.testing.PostgresTestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** What stands in a shared store, read by plain SQL and held against what a witness heard. */
record SharedRecord(PostgresTestDatabase store, List<Row> rows) {

    private static final String EVENTS = "SELECT concat_ws(' ', global_index, event_id, payload_type, target,"
            + " coalesce(run_id, '-'), aggregate_id, sequence_number) FROM varve.domain_event ORDER BY global_index";
    private static final List<String> VIEWS = List.of(
            "target_status",
            "timeline",
            "started_step",
            "backup",
            "finding",
            "access_token",
            "access_user",
            "run",
            "timeline_day",
            "view_position");

    /** One event; names of targets have no spaces here. */
    record Row(long sequence, String id, String type, String target, String run, String stream, long place) {

        static Row of(String text) {
            var words = text.split(" ", -1);
            return new Row(
                    Long.parseLong(words[0]),
                    words[1],
                    words[2],
                    words[3],
                    words[4],
                    words[5],
                    Long.parseLong(words[6]));
        }
    }

    static SharedRecord of(PostgresTestDatabase store) {
        return new SharedRecord(store, store.texts(EVENTS).stream().map(Row::of).toList());
    }

    long count(String type) {
        return rows.stream().filter(row -> row.type().equals(type)).count();
    }

    /** The log and each stream go on one by one, and the head is the last. */
    void hasNoGap() {
        assertThat(rows.stream().map(Row::sequence).toList())
                .isEqualTo(LongStream.rangeClosed(1, rows.size()).boxed().toList());
        assertThat(store.texts("SELECT size FROM varve.log_head")).containsExactly(Integer.toString(rows.size()));
        var next = new HashMap<String, Long>();
        for (var row : rows) {
            assertThat(row.place()).as("%s", row).isEqualTo(next.getOrDefault(row.stream(), 0L));
            next.put(row.stream(), row.place() + 1);
        }
    }

    /** Every acknowledged event is there once, and those of one run stand in the order in which they were acknowledged. */
    void holdsOnceAndInOrder(List<WitnessPipe.Line> acknowledged) {
        var byId = new LinkedHashMap<String, Row>();
        rows.forEach(row -> assertThat(byId.put(row.id(), row)).as("%s", row).isNull());
        var last = new HashMap<String, Long>();
        for (var line : acknowledged) {
            var row = byId.get(line.eventId());
            assertThat(row).as("acknowledged: %s", line).isNotNull();
            if (!row.run().equals("-")) {
                var before = last.put(row.run(), row.sequence());
                assertThat(row.sequence()).as("%s", row).isGreaterThan(before == null ? 0 : before);
            }
        }
    }

    /** Nobody takes a target that another holds, and no target is migrated twice. */
    void hasOneRunATargetAtATime() {
        Map<String, String> holders = new HashMap<>();
        var stepped = new HashSet<String>();
        var done = new ArrayList<String>();
        for (var row : rows) {
            switch (row.type()) {
                case "LeaseTaken" ->
                    assertThat(holders.put(row.target(), row.run()))
                            .as("%s", row)
                            .isNull();
                case "LeaseTakenOver" -> holders.put(row.target(), row.run());
                case "LeaseReleased" -> holders.remove(row.target());
                case "RunInterrupted" -> holders.remove(row.target(), row.run());
                case "StepStarted" -> stepped.add(row.run());
                case "RunSucceeded" -> {
                    // Who comes after the first finds nothing to do, which succeeds too.
                    if (stepped.contains(row.run())) {
                        done.add(row.target());
                    }
                }
                default -> {}
            }
        }
        assertThat(done).doesNotHaveDuplicates();
    }

    /** Everything in the nodes' views, but who is at work on them. */
    static List<String> views(PostgresTestDatabase store) {
        var all = new ArrayList<String>();
        for (var view : VIEWS) {
            all.addAll(store.texts("SELECT '" + view + " ' || (to_jsonb(v) - 'owner' - 'claimed_at')::text AS row"
                    + " FROM varve_views." + view + " v ORDER BY 1"));
        }
        return all;
    }
}
