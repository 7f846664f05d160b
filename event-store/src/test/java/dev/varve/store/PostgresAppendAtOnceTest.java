package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.store.CuttingProxy.Cut;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An append before which nothing is read goes on from the head that was last known, in one message, and is right also where that is old. */
class PostgresAppendAtOnceTest {

    private final PostgresTestDatabase database = PostgresServer.shared().database();

    private CuttingProxy network;
    private DurableEventStore store;
    private DurableEventStore elsewhere;

    @BeforeEach
    void openAndAppendUntilTheHeadIsKnown() throws IOException {
        elsewhere = open(database.sqlAlchemyUrl());
        network = CuttingProxy.before(PostgresServer.shared().port());
        store = open("postgresql://postgres@localhost:" + network.port() + "/" + database.name()
                + "?sslmode=disable&gssencmode=disable&socketTimeout=5&connect_timeout=2");
        publish("a");
        publish("b");
    }

    private static DurableEventStore open(String url) {
        return PostgresAddress.of(url, Map.of()).open(Recording.CLOCK);
    }

    @AfterEach
    void close() {
        store.close();
        elsewhere.close();
        network.close();
    }

    @Test
    void isOneRoundTripWhileNobodyElseAppends() {
        assertThat(roundTripsTo("c")).isEqualTo(1);
        assertThat(roundTripsTo("d")).isEqualTo(1);
        assertThat(recorded()).isEqualTo("a,b,c,d");
    }

    @Test
    void isTwoAfterAnotherAppendedUntilTheHeadIsFoundWhereItWasLeft() {
        Recording.append(elsewhere, "theirs", new TargetRetired("theirs"));

        assertThat(roundTripsTo("c")).as("one in vain").isEqualTo(3);
        assertThat(roundTripsTo("d")).isEqualTo(2);
        assertThat(roundTripsTo("e")).isEqualTo(1);
        assertThat(recorded()).isEqualTo("a,b,theirs,c,d,e");
    }

    @Test
    void followsAnAppendForWhoseLockItWaited() {
        var held = elsewhere.transactionManager().startTransaction();
        Recording.publish(elsewhere, "theirs", 0, new TargetRetired("theirs"));
        var ours = CompletableFuture.runAsync(() -> publish("c"));
        await().until(() -> !database.texts("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                .isEmpty());
        held.commit();

        ours.join();

        assertThat(recorded()).isEqualTo("a,b,theirs,c");
    }

    @Test
    void isRefusedIfItsPlaceInTheStreamIsTaken() {
        var before = network.roundTrips();

        var thrown = catchThrowable(() -> publish("a"));

        // The answer that refuses it may be followed by the message that gives up the transaction.
        assertThat(network.roundTrips() - before).isBetween(1, 2);
        assertThat(thrown).hasMessageContaining("Cannot reuse aggregate identifier [stream a]");
        assertThat(AppendConflict.isCauseOf(thrown)).isTrue();
        publish("c");
        assertThat(recorded()).isEqualTo("a,b,c");
    }

    @Test
    void isRefusedLikewiseIfAnotherTookThePlaceMeanwhile() {
        Recording.append(elsewhere, "stream c", new TargetRetired("theirs"));

        var thrown = catchThrowable(() -> publish("c"));

        assertThat(AppendConflict.isCauseOf(thrown)).isTrue();
        assertThat(recorded()).isEqualTo("a,b,theirs");
    }

    @Test
    void isWrittenBeforeWhatIsReadAfterItInItsUnit() {
        Recording.append(elsewhere, "theirs", new TargetRetired("theirs"));

        store.transactionManager().executeInTransaction(() -> {
            Recording.publish(store, "1", 0, new TargetRetired("c"));
            assertThat(store.log().head().size()).isEqualTo(4);
            Recording.publish(store, "1", 1, new TargetRetired("d"));
        });

        assertThat(recorded()).isEqualTo("a,b,theirs,c,d");
    }

    @Test
    void takesTheOrdinaryWayWithSeveralEventsOrABlob() {
        Recording.append(elsewhere, "theirs", new TargetRetired("theirs"));

        store.transactionManager().executeInTransaction(() -> {
            Recording.publish(store, "1", 0, new TargetRetired("c"));
            Recording.publish(store, "1", 1, new TargetRetired("d"));
        });
        publish("e");
        publish("f");
        Recording.inUnitOfWork(store, () -> {
            PendingBlobs.keep(new byte[] {1});
            Recording.publish(store, "1", 2, new TargetRetired("g"));
        });

        assertThat(recorded()).isEqualTo("a,b,theirs,c,d,e,f,g");
        assertThat(database.texts("SELECT size_bytes FROM varve.blob")).containsExactly("1");
    }

    @Test
    void saysNothingToTheServerIfNothingWasDone() {
        var before = network.roundTrips();

        Recording.inUnitOfWork(store, () -> {});

        assertThat(network.roundTrips()).isEqualTo(before);
    }

    @Test
    void isTakenForDoneIfTheServerCarriedItOutAndItsAnswerWasLost() {
        network.atTheNextCommit(Cut.BEFORE_THE_ANSWER);

        publish("c");
        publish("d");

        assertThat(recorded()).isEqualTo("a,b,c,d");
    }

    @Test
    void isDoneOnceIfTheServerNeverHeardOfIt() {
        network.atTheNextCommit(Cut.BEFORE_THE_SERVER);

        publish("c");
        publish("d");

        assertThat(recorded()).isEqualTo("a,b,c,d");
    }

    @Test
    void isToldAsUnknownIfTheServerCannotBeAsked() {
        network.atTheNextCommit(Cut.FOR_GOOD);

        assertThatThrownBy(() -> publish("c"))
                .isInstanceOf(EventStoreUnavailable.class)
                .hasMessageContaining("expected an answer to the commit of event ");
        network.mend();

        assertThat(recorded()).isEqualTo("a,b,c");
    }

    @Test
    void saysWhatCutItOffThatWaitedForAnother() {
        try (var impatient = open(database.sqlAlchemyUrl() + "?options=-c%20statement_timeout=2000")) {
            Recording.append(impatient, "1", new TargetRetired("c"));
            Recording.append(impatient, "1", new TargetRetired("d"));
            var held = elsewhere.transactionManager().startTransaction();

            assertThatThrownBy(() -> Recording.publish(impatient, "1", 2, new TargetRetired("e")))
                    .isInstanceOf(EventStoreUnavailable.class)
                    .hasMessageContaining("expected an answer in time from schema varve of postgresql://localhost");
            held.rollback();
        }
        assertThat(recorded()).isEqualTo("a,b,c,d");
    }

    private int roundTripsTo(String name) {
        int before = network.roundTrips();
        publish(name);
        return network.roundTrips() - before;
    }

    private void publish(String name) {
        Recording.publish(store, "stream " + name, 0, new TargetRetired(name));
    }

    /** In a log that is whole. */
    private String recorded() {
        assertThat(elsewhere.proof().verify().ok()).isTrue();
        return String.join(",", database.texts("SELECT target FROM varve.domain_event ORDER BY global_index"));
    }
}
