package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.TargetEvent.TargetRetired;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyVolumeTest {

    private static final String READ_ONLY =
            "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && exec \"$@\"";

    @TempDir
    private Path folder;

    @Test
    void readsAndProvesAStoreThatItMayNotWriteAndRefusesToAppend() throws Exception {
        var home = folder.resolve("home");
        try (var store = Recording.open(home)) {
            Recording.append(store, "1", new TargetRetired("orders"));
        }

        var process = AppendingProcess.start(makeReadOnly(home), home.resolve("events.db"), "a", 1, "locked");

        assertThat(process.await()).as("%s", process.lines()).isEqualTo(1);
        assertThat(process.lines()).anyMatch(line -> line.startsWith("EventStoreUnavailable: expected to "));
        assertThat(process.lines()).contains("whole true");
        assertThat(process.kept()).containsExactly("orders");
    }

    /** The superuser writes whatever the permissions say, so it gets a read-only mount in a namespace of its own. */
    private static List<String> makeReadOnly(Path home) throws IOException {
        if (Files.getOwner(Path.of("/proc/self")).getName().equals("root")) {
            return List.of("unshare", "-m", "sh", "-c", READ_ONLY, home.toString());
        }
        Files.setPosixFilePermissions(home.resolve("events.db"), PosixFilePermissions.fromString("r--------"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-x------"));
        return List.of();
    }
}
