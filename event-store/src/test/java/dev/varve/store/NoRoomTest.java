package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.TargetEvent.TargetRetired;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoRoomTest {

    /** Blocks of 512 bytes. */
    private static final String LIMITED_FILES = "ulimit -f 4000 && exec \"$@\"";

    private static final String SMALL_VOLUME = "mount -t tmpfs -o size=2m tmpfs \"$0\" && exec \"$@\"";

    @TempDir
    private Path folder;

    @Test
    void acknowledgesNothingThatAFileWithoutRoomCannotTakeAndGoesOnWhenThereIsRoom() throws Exception {
        var process = AppendingProcess.start(List.of("sh", "-c", LIMITED_FILES, "sh"), file(), "a", 1000, "blobs");

        expectRefusal(process, "expected to write " + file() + ", found an I/O error");

        try (var store = SqliteEventStore.open(file(), Recording.CLOCK)) {
            long before = store.log().head().size();
            Recording.append(store, "after", new TargetRetired("orders"));
            assertThat(store.log().head().size()).isEqualTo(before + 1);
            assertThat(store.proof().verify().ok()).isTrue();
        }
    }

    /** On a volume of its own where that may be mounted: in a mount namespace, so that nothing of it stays. */
    @Test
    void namesAFullVolume() throws Exception {
        boolean root = Files.getOwner(Path.of("/proc/self")).getName().equals("root");
        var before = root
                ? List.of("unshare", "-m", "sh", "-c", SMALL_VOLUME, folder.toString())
                : List.of("sh", "-c", LIMITED_FILES, "sh");
        var process = AppendingProcess.start(before, file(), "a", 1000, "blobs");

        expectRefusal(
                process,
                root
                        ? "expected room to append to " + file() + ", found a full disk; needed 1048576 bytes, free "
                        : "expected to write " + file() + ", found an I/O error");
    }

    private static void expectRefusal(AppendingProcess process, String message) throws InterruptedException {
        assertThat(process.await()).as("%s", process.lines()).isEqualTo(1);
        assertThat(process.lines())
                .anySatisfy(line -> assertThat(line).startsWith("EventStoreUnavailable: " + message))
                .contains("whole true");
        assertThat(process.acknowledged()).isNotEmpty();
        assertThat(process.kept()).containsAll(process.acknowledged());
    }

    private Path file() {
        return folder.resolve("events.db");
    }
}
