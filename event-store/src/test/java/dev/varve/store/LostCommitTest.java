package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.store.CuttingProxy.Cut;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A commit whose answer never came has either taken place or not: the store finds out which, and never appends twice. */
class LostCommitTest {

    private final PostgresTestDatabase database = PostgresServer.shared().database();

    private CuttingProxy network;
    private DurableEventStore store;

    @BeforeEach
    void openThroughTheNetwork() throws IOException {
        try (var directly =
                PostgresAddress.of(database.sqlAlchemyUrl(), Map.of()).open(Recording.CLOCK)) {
            Recording.append(directly, "1", new TargetRetired("first"));
        }
        network = CuttingProxy.before(PostgresServer.shared().port());
        store = PostgresAddress.of(
                        "postgresql://postgres@localhost:" + network.port() + "/" + database.name()
                                + "?sslmode=disable&gssencmode=disable&socketTimeout=2&connect_timeout=2",
                        Map.of())
                .open(Recording.CLOCK);
    }

    @AfterEach
    void close() {
        store.close();
        network.close();
    }

    @Test
    void takesACommitForDoneThatTheServerCarriedOut() {
        network.atTheNextCommit(Cut.BEFORE_THE_ANSWER);

        append("second");
        append("third");

        assertThat(recorded()).isEqualTo("first,second,third");
    }

    @Test
    void saysThatNothingIsRecordedWhenTheServerNeverHeardOfIt() {
        network.atTheNextCommit(Cut.BEFORE_THE_SERVER);

        assertThatThrownBy(() -> append("second"))
                .isInstanceOf(EventStoreUnavailable.class)
                .hasMessageContaining("expected to reach schema varve of postgresql://localhost");
        append("third");

        assertThat(recorded()).isEqualTo("first,third");
    }

    @Test
    void saysThatItDoesNotKnowWhenTheServerCannotBeAsked() {
        network.atTheNextCommit(Cut.FOR_GOOD);

        assertThatThrownBy(() -> append("second"))
                .isInstanceOf(EventStoreUnavailable.class)
                .hasMessageContaining("expected an answer to the commit of event ")
                .hasMessageContaining("whether that event is recorded is looked up by its id");
        network.mend();

        assertThat(recorded()).isEqualTo("first,second");
    }

    @Test
    void waitsForNoAnswerLongerThanTheTimeoutAndLeavesNoLockBehind() {
        network.atTheNextCommit(Cut.SILENCE);

        long start = System.nanoTime();
        assertThatThrownBy(() -> append("second")).isInstanceOf(EventStoreUnavailable.class);

        assertThat(System.nanoTime() - start).isLessThan(40_000_000_000L);
        try (var elsewhere =
                PostgresAddress.of(database.sqlAlchemyUrl(), Map.of()).open(Recording.CLOCK)) {
            Recording.append(elsewhere, "1", new TargetRetired("elsewhere"));
        }
        assertThat(recorded()).isEqualTo("first,elsewhere");
    }

    private void append(String name) {
        Recording.append(store, "1", new TargetRetired(name));
    }

    private String recorded() {
        return String.join(",", database.texts("SELECT target FROM varve.domain_event ORDER BY global_index"));
    }
}
