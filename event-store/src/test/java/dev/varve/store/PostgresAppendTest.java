package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.util.Map;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An append that waits for the commit behaves as one that was written at once. */
class PostgresAppendTest {

    private final PostgresTestDatabase database = PostgresServer.shared().database();

    private DurableEventStore store;

    @BeforeEach
    void openWithTwoEvents() {
        store = open();
        Recording.append(store, "1", new TargetRetired("a"), new TargetRetired("b"));
    }

    private DurableEventStore open() {
        return PostgresAddress.of(database.sqlAlchemyUrl(), Map.of()).open(Recording.CLOCK);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void isReadInItsOwnTransactionAndByNobodyElseBeforeTheCommit() {
        try (var elsewhere = open()) {
            store.transactionManager().executeInTransaction(() -> {
                publish("1", 2, "c");
                assertThat(store.log().head().size()).isEqualTo(3);
                assertThat(Recording.nextSequence(store, "1")).isEqualTo(3);
                publish("1", 3, "d");
                publish("2", 0, "e");
                assertThat(elsewhere.log().head().size()).isEqualTo(2);
            });
            assertThat(elsewhere.log().head().size()).isEqualTo(5);
        }
        assertThat(store.proof().verify().ok()).isTrue();
        assertThat(targets()).isEqualTo("a,b,c,d,e");
    }

    @Test
    void isRefusedAtTheCommitWithTheWholeUnitIfItsPlaceInTheStreamIsTaken() {
        var thrown = catchThrowable(() -> Recording.inUnitOfWork(store, () -> {
            PendingBlobs.keep(new byte[] {1});
            Recording.publish(store, "2", 0, new TargetRetired("elsewhere"));
            Recording.publish(store, "1", 1, new TargetRetired("late"));
        }));

        assertThat(thrown).isInstanceOf(ConcurrencyException.class).hasMessageContaining("aggregate [1]");
        assertThat(AppendConflict.isCauseOf(thrown)).isTrue();
        assertThat(database.texts("SELECT sha256 FROM varve.blob")).isEmpty();
        Recording.append(store, "1", new TargetRetired("c"));
        assertThat(targets()).isEqualTo("a,b,c");
        assertThat(store.proof().verify().ok()).isTrue();
    }

    @Test
    void isNamedAsTheOneThatIsRefusedAlsoIfItIsNotTheLast() {
        var thrown = catchThrowable(() -> Recording.inUnitOfWork(store, () -> {
            Recording.publish(store, "1", 1, new TargetRetired("late"));
            Recording.publish(store, "2", 0, new TargetRetired("elsewhere"));
        }));

        assertThat(thrown).isInstanceOf(ConcurrencyException.class).hasMessageContaining("aggregate [1]");
        assertThat(targets()).isEqualTo("a,b");
    }

    @Test
    void isNotCommittedAfterARefusalThatWasPassedOver() {
        var thrown = catchThrowable(() -> store.transactionManager().executeInTransaction(() -> {
            publish("1", 1, "late");
            var conflict = catchThrowable(() -> store.log().head());
            assertThat(AppendConflict.isCauseOf(conflict)).isTrue();
        }));

        assertThat(thrown)
                .isInstanceOf(EventStoreUnavailable.class)
                .hasMessageContaining("found a part of the transaction that was rolled back");
        assertThat(targets()).isEqualTo("a,b");
    }

    @Test
    void followsTheNewestHeadWheneverAnotherStoreAppended() {
        try (var elsewhere = open()) {
            for (int i = 0; i < 20; i++) {
                Recording.append(elsewhere, "2", new TargetRetired("theirs"));
                Recording.append(store, "1", new TargetRetired("ours"));
            }
        }
        assertThat(store.log().head().size()).isEqualTo(42);
        assertThat(store.proof().verify().ok()).isTrue();
    }

    private void publish(String aggregate, long sequence, String name) {
        Recording.publish(store, aggregate, sequence, new TargetRetired(name));
    }

    private String targets() {
        return String.join(",", database.texts("SELECT target FROM varve.domain_event ORDER BY global_index"));
    }
}
