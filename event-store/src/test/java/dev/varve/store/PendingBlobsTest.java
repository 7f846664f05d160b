package dev.varve.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.events.BlobRef;
import dev.varve.events.RunEvent.StepSucceeded;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingBlobsTest {

    @TempDir
    private Path folder;

    @Test
    void keepsABlobWithTheEventThatNamesIt() {
        var content = "CREATE TABLE chat (id INTEGER)\u0000\n".repeat(50_000).getBytes(UTF_8);
        try (var store = Recording.open(folder)) {
            record(store, 0, content);
            record(store, 1, content);
            record(store, 2, new byte[0]);

            var ledger = ((StepSucceeded) store.log().read(0, 1).getFirst().event()).ledger();
            assertThat(ledger.sizeBytes()).isEqualTo(content.length);
            assertThat(ledger.head()).hasSize(400).startsWith("CREATE TABLE chat");
            assertThat(store.log().blob(ledger.sha256())).isEqualTo(content);
            assertThat(store.log().blob(PendingBlobs.reference(new byte[0]).sha256()))
                    .isEmpty();
            assertThat(store.proof().verify().ok()).isTrue();
        }
    }

    @Test
    void keepsNothingIfTheUnitOfWorkFails() {
        var content = "ledger".getBytes(UTF_8);
        try (var store = Recording.open(folder)) {
            assertThatThrownBy(() -> Recording.inUnitOfWork(store, () -> {
                        Recording.publish(store, "run", 0, step(PendingBlobs.keep(content)));
                        throw new IllegalStateException("stop");
                    }))
                    .hasMessage("stop");

            var sha256 = PendingBlobs.reference(content).sha256();
            assertThatThrownBy(() -> store.log().blob(sha256))
                    .isInstanceOf(BlobMissing.class)
                    .hasMessageContaining("expected a blob with SHA-256 " + sha256 + ", found none");
        }
    }

    @Test
    void refusesToKeepABlobOutsideAUnitOfWork() {
        assertThatThrownBy(() -> PendingBlobs.keep(new byte[] {1})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void cutsTheHeadBetweenCharacters() {
        var text = "x" + "\ud83d\ude00".repeat(500);

        assertThat(PendingBlobs.reference(text.getBytes(UTF_8)).head()).isEqualTo("x" + "\ud83d\ude00".repeat(399));
    }

    private static void record(SqliteEventStore store, long sequence, byte[] content) {
        Recording.inUnitOfWork(
                store, () -> Recording.publish(store, "run", sequence, step(PendingBlobs.keep(content))));
    }

    private static StepSucceeded step(BlobRef ledger) {
        return new StepSucceeded("r", "orders", 1, "a1", 2, 3, 4, "f", ledger);
    }
}
