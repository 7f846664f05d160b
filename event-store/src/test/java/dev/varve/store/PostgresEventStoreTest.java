package dev.varve.store;

import static dev.varve.store.Recording.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.varve.events.TargetEvent.DriftDetected;
import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresEventStoreTest extends DurableEventStoreTest {

    private final PostgresTestDatabase database = PostgresServer.shared().database();

    @Override
    DurableEventStore open() {
        return address().open(Recording.CLOCK);
    }

    /** Without NUL, which PostgreSQL's texts cannot hold, and no target's name or run's id contains. */
    @Override
    String hostileName() {
        return "o'r\"d; DROP TABLE domain_event;--\n\t\u0001\u202e \ud83d\ude00 % ? {database}";
    }

    private PostgresAddress address() {
        return PostgresAddress.of(database.sqlAlchemyUrl(), Map.of());
    }

    @Test
    void hashesTheSameBytesAsTheEmbeddedStore(@TempDir Path folder) {
        try (var shared = open();
                var embedded = Recording.open(folder)) {
            for (var event : List.of(new TargetRetired("gr\u00f6\u00dfe"), new TargetRetired("o\\u0000'\"\u0001"))) {
                publishUnderOneId(embedded, event);
                publishUnderOneId(shared, event);
            }

            assertThat(shared.log().head()).isEqualTo(embedded.log().head());
            assertThat(shared.proof().verify()).isEqualTo(embedded.proof().verify());
            assertThat(shared.log().read(0, 10)).isEqualTo(embedded.log().read(0, 10));
        }
    }

    private static void publishUnderOneId(DurableEventStore store, TargetRetired event) {
        var id = "id of " + event.target();
        store.eventStore()
                .publish(new GenericDomainEventMessage<>(
                        "Target", event.target(), 0, event, Recording.METADATA, id, Recording.NOON));
    }

    @Test
    void keepsAPayloadWhoseJsonHoldsANul() {
        var drift = AnyEvent.of(DriftDetected.class);
        try (var store = open()) {
            append(store, "1", new TargetRetired("before"), drift, new TargetRetired("\\u0000"));

            assertThat(store.log().read(EventFilter.ANY.ofTarget(drift.target()), 0, 10))
                    .hasSize(1);
            assertThat(store.log().read(EventFilter.ANY.ofTarget("\\u0000"), 0, 10))
                    .hasSize(1);
            assertThat(store.proof().verify().ok()).isTrue();
        }
        assertThat(textIn("{\"a\":\"x\\u0000\\u0000y\",\"target\":\"t\"}")).isEqualTo("t");
        assertThat(textIn("{\"a\":\"\\\\\\u0000\",\"target\":\"\\\\u0000\"}")).isEqualTo("\\u0000");
    }

    private String textIn(String json) {
        return database.texts("SELECT varve.text_in(convert_to('" + json + "', 'UTF8'), 'target')")
                .getFirst();
    }

    @Test
    void keepsBigAndEmptyBlobsWithTheirEvents() {
        var content = "CREATE TABLE chat (id INTEGER)\u0000\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        try (var store = open()) {
            for (var blob : List.of(content, content, new byte[0])) {
                Recording.inUnitOfWork(store, () -> {
                    PendingBlobs.keep(blob);
                    Recording.publish(store, "1", Recording.nextSequence(store, "1"), new TargetRetired("orders"));
                });
            }

            assertThat(store.log().blob(PendingBlobs.reference(content).sha256()))
                    .isEqualTo(content);
            assertThat(store.log().blob(PendingBlobs.reference(new byte[0]).sha256()))
                    .isEmpty();
            assertThat(store.proof().verify().ok()).isTrue();
        }
    }

    @Test
    void standsInASchemaOfItsOwnWhichTheUrlMayName() {
        open().close();
        var other = PostgresAddress.of(database.jdbcUrl() + "?user=postgres&currentSchema=ops", Map.of());
        try (var store = other.open(Recording.CLOCK)) {
            append(store, "1", new TargetRetired("orders"));
        }

        assertThat(database.texts("SELECT nspname FROM pg_namespace WHERE nspname IN ('varve', 'ops') ORDER BY 1"))
                .containsExactly("ops", "varve");
        assertThat(database.texts("SELECT size FROM varve.log_head")).containsExactly("0");
        assertThat(database.texts("SELECT size FROM ops.log_head")).containsExactly("1");
        assertThat(database.texts("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                .isEmpty();
    }

    @Test
    void keepsTheTriggersBetweenTheLogAndTheOwner() {
        try (var store = open()) {
            Recording.inUnitOfWork(store, () -> {
                PendingBlobs.keep(new byte[] {1});
                Recording.publish(store, "1", 0, new TargetRetired("orders"));
            });
        }
        for (var sql : List.of(
                "UPDATE varve.domain_event SET payload_type = 'x'",
                "DELETE FROM varve.domain_event",
                "TRUNCATE varve.domain_event",
                "UPDATE varve.merkle_leaf SET leaf_hash = '\\x00'",
                "DELETE FROM varve.merkle_leaf",
                "TRUNCATE varve.merkle_leaf",
                "UPDATE varve.blob SET content = '\\x00'",
                "DELETE FROM varve.blob",
                "TRUNCATE varve.blob",
                "UPDATE varve.log_head SET size = 0",
                "DELETE FROM varve.log_head",
                "TRUNCATE varve.log_head")) {
            assertThatThrownBy(() -> database.execute(sql)).hasMessageContaining("the log is append-only");
        }
    }

    @Test
    void findsAnAlteredEventAndADroppedTail() {
        try (var store = open()) {
            Recording.fill(store, 30);
        }
        database.execute(
                "ALTER TABLE varve.domain_event DISABLE TRIGGER USER",
                "UPDATE varve.domain_event SET payload = '{\"target\":\"forged\"}' WHERE global_index = 17");

        try (var store = address().openReadOnly()) {
            assertThat(store.proof().verify().firstFailure())
                    .returns(LogVerdict.What.ALTERED, LogVerdict.Failure::what)
                    .returns(17L, LogVerdict.Failure::sequence);
        }
        database.execute("DELETE FROM varve.domain_event WHERE global_index > 12");
        try (var store = address().openReadOnly()) {
            assertThat(store.proof().verify().firstFailure()).returns(13L, LogVerdict.Failure::sequence);
        }
    }

    @Test
    void refusesASecondEventUnderOneSequenceNumberAndRecordsNothingOfThatUnit() {
        try (var store = open()) {
            append(store, "1", new TargetRetired("a"), new TargetRetired("b"));

            var thrown = catchThrowable(() -> Recording.inUnitOfWork(store, () -> {
                Recording.publish(store, "2", 0, new TargetRetired("elsewhere"));
                Recording.publish(store, "1", 1, new TargetRetired("late"));
            }));

            assertThat(thrown).isInstanceOf(ConcurrencyException.class);
            assertThat(AppendConflict.isCauseOf(thrown)).isTrue();
            assertThat(store.log().head().size()).isEqualTo(2);
            append(store, "1", new TargetRetired("c"));
            assertThat(store.log().read(0, 10))
                    .extracting(RecordedEvent::sequence)
                    .containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void takesADamagedLogForNoConflict() {
        try (var store = open()) {
            append(store, "1", new TargetRetired("a"));
            database.execute(
                    "ALTER TABLE varve.log_head DISABLE TRIGGER USER",
                    "UPDATE varve.log_head SET size = 0, frontier = '\\x'");

            var thrown = catchThrowable(() -> append(store, "1", new TargetRetired("b")));

            assertThat(thrown)
                    .isInstanceOf(EventStoreUnavailable.class)
                    .hasMessageContaining("expected the next place in the log to be free in schema varve")
                    .hasMessageContaining("run varve verify");
            assertThat(AppendConflict.isCauseOf(thrown)).isFalse();
        }
    }

    @Test
    void saysWhatCutAnAppendOffThatWaitedForAnother() {
        open().close();
        var impatient = PostgresAddress.of(database.sqlAlchemyUrl() + "?options=-c%20statement_timeout=2000", Map.of());
        try (var other = open();
                var store = impatient.open(Recording.CLOCK)) {
            var held = other.transactionManager().startTransaction();

            assertThatThrownBy(() -> append(store, "1", new TargetRetired("orders")))
                    .isInstanceOf(EventStoreUnavailable.class)
                    .hasMessageContaining("expected an answer in time from schema varve of postgresql://localhost")
                    .hasMessageContaining("another process may hold the write lock");
            held.rollback();
            append(store, "1", new TargetRetired("orders"));
        }
        assertThat(database.texts("SELECT size FROM varve.log_head")).containsExactly("1");
    }

    @Test
    void readsBesideALiveWriterWithoutWritingAnything() {
        try (var writer = open();
                var reader = address().openReadOnly()) {
            append(writer, "1", new TargetRetired("orders"));
            assertThat(reader.log().read(0, 10)).hasSize(1);
            append(writer, "1", new TargetRetired("orders"));
            assertThat(reader.log().read(0, 10)).hasSize(2);

            assertThatThrownBy(() -> append(reader, "1", new TargetRetired("orders")))
                    .isInstanceOf(EventStoreUnavailable.class)
                    .hasMessageContaining("expected to write schema varve of postgresql://localhost")
                    .hasMessageContaining("read-only transaction")
                    .hasMessageContaining("name the primary server");
            assertThat(writer.log().head().size()).isEqualTo(2);
        }
    }
}
