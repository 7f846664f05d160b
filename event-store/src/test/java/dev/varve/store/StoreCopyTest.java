package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCopyTest {

    private final PostgresTestDatabase database = PostgresServer.shared().database();

    @TempDir
    private Path folder;

    private DurableEventStore embedded;
    private DurableEventStore shared;

    @BeforeEach
    void openBoth() {
        embedded = Recording.open(folder);
        Recording.fill(embedded, 1234);
        keepBlob("ledger of the first\n");
        shared = PostgresAddress.of(database.sqlAlchemyUrl(), Map.of()).open(Recording.CLOCK);
    }

    @AfterEach
    void closeBoth() {
        embedded.close();
        shared.close();
    }

    private void keepBlob(String content) {
        Recording.inUnitOfWork(embedded, () -> {
            PendingBlobs.keep(content.getBytes(StandardCharsets.UTF_8));
            Recording.publish(
                    embedded, "blobs", Recording.nextSequence(embedded, "blobs"), new TargetRetired("gr\u00f6\u00dfe"));
        });
    }

    @Test
    void copiesEverythingUnderTheSameSequenceAndHashes() {
        assertThat(new StoreCopy(embedded, shared).run()).isEqualTo(1235);

        assertSame();
        assertThat(shared.log()
                        .blob(PendingBlobs.reference("ledger of the first\n".getBytes(StandardCharsets.UTF_8))
                                .sha256()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("ledger of the first\n");
    }

    @Test
    void copiesTheRestWhenTheBeginningIsThere() {
        new StoreCopy(embedded, shared).run();
        assertThat(new StoreCopy(embedded, shared).run()).isZero();
        keepBlob("ledger of the second\n");

        assertThat(new StoreCopy(embedded, shared).run()).isEqualTo(1);

        assertSame();
    }

    @Test
    void letsTheCopyGoOnByItself() {
        new StoreCopy(embedded, shared).run();

        Recording.append(shared, "target-1", new TargetRetired("orders"));

        assertThat(shared.log().head().size()).isEqualTo(1236);
        assertThat(shared.proof().verify().ok()).isTrue();
    }

    @Test
    void refusesAStoreThatHoldsAnythingElse() {
        Recording.append(shared, "1", new TargetRetired("another history"));
        var before = shared.log().head();

        assertThatThrownBy(() -> new StoreCopy(embedded, shared).run())
                .isInstanceOf(CopyRefused.class)
                .hasMessageStartingWith(
                        "expected an empty store, or one that holds the beginning of the history of 1235"
                                + " events, found one of 1 events with root " + before.rootHash());
        assertThat(shared.log().head()).isEqualTo(before);
    }

    @Test
    void refusesAStoreThatHasGoneOnFromTheCopy() {
        new StoreCopy(embedded, shared).run();
        Recording.append(shared, "target-1", new TargetRetired("orders"));

        assertThatThrownBy(() -> new StoreCopy(embedded, shared).run()).isInstanceOf(CopyRefused.class);
    }

    @Test
    void copiesNothingAtAllWhenItIsCutOff() {
        database.execute(
                "CREATE FUNCTION varve.fail() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN IF NEW.leaf_index = 1000 THEN RAISE ''no more room''; END IF; RETURN NEW; END'",
                "CREATE TRIGGER fails BEFORE INSERT ON varve.merkle_leaf FOR EACH ROW EXECUTE FUNCTION varve.fail()");

        assertThatThrownBy(() -> new StoreCopy(embedded, shared).run())
                .isInstanceOf(EventStoreUnavailable.class)
                .hasMessageContaining("no more room");
        assertThat(shared.log().head().size()).isZero();
        assertThat(shared.log().read(0, 1)).isEmpty();

        database.execute("DROP TRIGGER fails ON varve.merkle_leaf");
        new StoreCopy(embedded, shared).run();
        assertSame();
    }

    private void assertSame() {
        var verdict = embedded.proof().verify();
        assertThat(verdict.ok()).isTrue();
        assertThat(shared.proof().verify()).isEqualTo(verdict);
        assertThat(shared.log().head()).isEqualTo(embedded.log().head());
        assertThat(shared.log().read(0, 2000)).isEqualTo(embedded.log().read(0, 2000));
    }
}
