package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.store.LogVerdict.Failure;
import java.nio.file.Path;
import java.sql.SQLException;

/** A log of {@value #EVENTS} events in three streams, what was done to it, and what the proof says then. */
record TamperedLog(Path folder) {

    static final int EVENTS = 300;
    /** Of an event, except its place in the log. */
    static final String COLUMNS = "event_id, aggregate_id, sequence_number, aggregate_type, recorded_at, payload_type,"
            + " payload_revision, payload, metadata";

    static TamperedLog in(Path folder) {
        try (var store = Recording.open(folder)) {
            Recording.fill(store, EVENTS);
        }
        return new TamperedLog(folder);
    }

    SqliteEventStore open() {
        return SqliteEventStore.openReadOnly(folder.resolve("events.db"));
    }

    /** Runs the statements; the first call drops the triggers. */
    void tamper(String... statements) throws SQLException {
        try (var connection = Recording.plainly(folder);
                var statement = connection.createStatement()) {
            for (var table : new String[] {"domain_event", "merkle_leaf", "blob"}) {
                statement.execute("DROP TRIGGER IF EXISTS " + table + "_is_never_updated");
                statement.execute("DROP TRIGGER IF EXISTS " + table + "_is_never_deleted");
            }
            statement.execute("DROP TRIGGER IF EXISTS log_head_only_grows");
            statement.execute("DROP TRIGGER IF EXISTS log_head_is_never_deleted");
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** An event that nobody recorded. */
    static String forgedAt(int index) {
        return "INSERT INTO domain_event (global_index, " + COLUMNS + ") SELECT " + index
                + ", 'forged', 'target-f', 0, aggregate_type, recorded_at, payload_type, payload_revision, payload,"
                + " metadata FROM domain_event WHERE global_index = 7";
    }

    Failure failure() {
        return verify().firstFailure();
    }

    LogVerdict verify() {
        try (var store = open()) {
            var verdict = store.proof().verify();
            assertThat(verdict.ok()).isEqualTo(verdict.firstFailure() == null);
            return verdict;
        }
    }

    String eventId(int place) {
        try (var store = open()) {
            return store.log().read(place - 1, 1).getFirst().eventId();
        }
    }
}
