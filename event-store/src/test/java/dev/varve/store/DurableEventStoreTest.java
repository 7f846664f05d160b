package dev.varve.store;

import static dev.varve.store.Recording.NOON;
import static dev.varve.store.Recording.append;
import static dev.varve.store.Recording.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.events.RunEvent.RunSucceeded;
import dev.varve.events.TargetEvent.TargetRetired;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.junit.jupiter.api.Test;

/** What every kind of store does alike. */
abstract class DurableEventStoreTest {

    /** A new store, or the one of this test again. */
    abstract DurableEventStore open();

    /** A name with whatever this kind of database can keep. */
    abstract String hostileName();

    @Test
    void readsBackWhatWasRecordedWithItsPlaceTimeAndMetadata() {
        try (var store = open()) {
            append(store, "target-1", new TargetRetired("orders"), new TargetRetired("orders"));

            var events = store.log().read(0, 10);

            assertThat(events).extracting(RecordedEvent::sequence).containsExactly(1L, 2L);
            var second = events.getLast();
            assertThat(second.type()).isEqualTo("TargetRetired");
            assertThat(second.revision()).isEqualTo("1");
            assertThat(second.at()).isEqualTo(NOON);
            assertThat(second.aggregateId()).isEqualTo("target-1");
            assertThat(second.aggregateSequence()).isEqualTo(1);
            assertThat(second.metadata()).isEqualTo(Recording.METADATA);
            assertThat(second.event()).isEqualTo(new TargetRetired("orders"));
            assertThat(second.payloadJson()).isEqualTo("{\"target\":\"orders\"}");
        }
    }

    @Test
    void keepsHostileNamesToTheCharacter() {
        var hostile = hostileName();
        try (var store = open()) {
            append(store, hostile, new TargetRetired(hostile), new TargetRetired(""));

            var events = store.log().read(0, 10);

            assertThat(events).extracting(event -> event.event().target()).containsExactly(hostile, "");
            assertThat(events).extracting(RecordedEvent::aggregateId).containsOnly(hostile);
            assertThat(store.log().read(EventFilter.ANY.ofTarget(""), 0, 10)).hasSize(1);
            assertThat(store.proof().verify().ok()).isTrue();
        }
    }

    @Test
    void findsTheEventsOfATargetWhoseNameIsHostile() {
        var hostile = "it's \"orders\"\n\ud83d\ude00";
        try (var store = open()) {
            append(store, "1", new TargetRetired("other"), new TargetRetired(hostile));

            assertThat(store.log().read(EventFilter.ANY.ofTarget(hostile), 0, 10))
                    .extracting(RecordedEvent::sequence)
                    .containsExactly(2L);
        }
    }

    @Test
    void filtersByTargetRunTypeAndTime() {
        var done = new RunSucceeded("run-1", "orders", List.of("b2"), "f", 5);
        try (var store = open()) {
            append(store, "1", new TargetRetired("orders"), done, new TargetRetired("users"));
            var log = store.log();

            assertThat(sequences(log, EventFilter.ANY.ofTarget("orders"))).containsExactly(1L, 2L);
            assertThat(sequences(log, EventFilter.ANY.ofRun("run-1"))).containsExactly(2L);
            assertThat(sequences(log, EventFilter.ANY.ofTypes(Set.of("TargetRetired"))))
                    .containsExactly(1L, 3L);
            assertThat(sequences(log, EventFilter.ANY.since(NOON).until(NOON))).containsExactly(1L, 2L, 3L);
            assertThat(sequences(log, EventFilter.ANY.since(NOON.plusMillis(1))))
                    .isEmpty();
            assertThat(sequences(log, EventFilter.ANY.until(NOON.minusMillis(1))))
                    .isEmpty();
            assertThat(log.readLast(EventFilter.ANY, 1).getFirst().sequence()).isEqualTo(3);
        }
    }

    @Test
    void readsALongLogPageByPageInOrder() {
        try (var store = open()) {
            Recording.fill(store, 2500);
            var seen = new ArrayList<Long>();

            store.log().forEach(EventFilter.ANY, event -> seen.add(event.sequence()));

            assertThat(seen).hasSize(2500).isSorted().startsWith(1L).endsWith(2500L);
            assertThat(store.log().read(2499, 10)).hasSize(1);
            assertThat(store.log().read(2500, 10)).isEmpty();
        }
    }

    @Test
    void givesAxonTheStreamOfAnAggregate() {
        try (var store = open()) {
            Recording.fill(store, 1600);

            DomainEventStream stream = store.eventStore().readEvents("target-1");

            assertThat(stream.asStream().map(event -> event.getSequenceNumber()))
                    .hasSize(533)
                    .isSorted();
            assertThat(store.eventStore().createHeadToken().position()).hasValue(1600);
            assertThat(store.eventStore().createTailToken().position()).hasValue(0);
            assertThat(store.eventStore().createTokenAt(NOON).position()).hasValue(0);
        }
    }

    @Test
    void isEmptyAtFirst() {
        try (var store = open()) {
            assertThat(store.log().read(0, 10)).isEmpty();
            assertThat(store.log().head())
                    .isEqualTo(new LogHead(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
            assertThat(store.eventStore().createHeadToken()).isNull();
            assertThat(store.eventStore().createTailToken()).isNull();
            assertThat(store.proof().verify().ok()).isTrue();
        }
    }

    @Test
    void takesNothingFromAUnitOfWorkThatFails() {
        try (var store = open()) {
            assertThatThrownBy(() -> Recording.inUnitOfWork(store, () -> {
                        publish(store, "1", 0, new TargetRetired("orders"));
                        throw new IllegalStateException("stop");
                    }))
                    .hasMessage("stop");

            assertThat(store.log().head().size()).isZero();
            append(store, "1", new TargetRetired("orders"));
            assertThat(store.log().read(0, 10))
                    .extracting(RecordedEvent::sequence)
                    .containsExactly(1L);
        }
    }

    @Test
    void appendsWithoutAUnitOfWorkToo() {
        try (var store = open()) {
            publish(store, "1", 0, new TargetRetired("orders"));

            assertThat(store.log().head().size()).isEqualTo(1);
        }
    }

    private static List<Long> sequences(EventLog log, EventFilter filter) {
        return log.read(filter, 0, 100).stream().map(RecordedEvent::sequence).toList();
    }
}
