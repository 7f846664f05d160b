package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeveralProcessesTest {

    private static final int APPENDS = 500;
    private static final int KILLS = 20;

    @TempDir
    private Path folder;

    /** Both create the store, too, and begin at the same moment; SQLite's lock is not fair, so how they take turns is open. */
    @ParameterizedTest
    @ValueSource(strings = {"locked", "optimistic", "many"})
    void losesNothingWhenTwoProcessesAppendAtOnce(String how) throws Exception {
        var first = AppendingProcess.atTheLine(file(), "first", APPENDS, how);
        var second = AppendingProcess.atTheLine(file(), "second", APPENDS, how);
        first.awaitReady();
        second.awaitReady();
        first.begin();
        second.begin();

        assertThat(first.await()).as("%s", first.lines()).isZero();
        assertThat(second.await()).as("%s", second.lines()).isZero();

        try (var store = open()) {
            var events = store.log().read(0, 3 * APPENDS);
            assertThat(events).hasSize(2 * APPENDS);
            assertThat(namesOf(events)).containsAll(first.acknowledged()).containsAll(second.acknowledged());
            assertThat(events).extracting(RecordedEvent::sequence).doesNotHaveDuplicates();
            assertThat(events)
                    .extracting(event -> event.aggregateId() + " " + event.aggregateSequence())
                    .doesNotHaveDuplicates();
            assertThat(store.proof().verify().ok()).isTrue();
        }
    }

    @Test
    void losesNoAcknowledgedEventWhenTheAppendingProcessIsKilled() throws Exception {
        var random = new Random(20261122);
        var acknowledged = new ArrayList<String>();
        for (int kill = 0; kill < KILLS; kill++) {
            var process = start("life" + kill, Integer.MAX_VALUE, kill % 2 == 0 ? "locked" : "blobs");
            int enough = 1 + random.nextInt(30);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(1 + random.nextInt(5)))
                    .until(() -> process.acknowledged().size() >= enough);
            process.kill();
            acknowledged.addAll(process.acknowledged());

            try (var store = SqliteEventStore.openReadOnly(file())) {
                assertThat(store.proof().verify()).returns(true, LogVerdict::ok);
                assertThat(namesOf(store.log().read(0, Integer.MAX_VALUE))).containsAll(acknowledged);
            }
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS);
    }

    private static List<String> namesOf(List<RecordedEvent> events) {
        return events.stream().map(event -> event.event().target()).toList();
    }

    private AppendingProcess start(String name, int appends, String how) throws IOException {
        return AppendingProcess.start(file(), name, appends, how);
    }

    private SqliteEventStore open() {
        return SqliteEventStore.open(file(), Recording.CLOCK);
    }

    private Path file() {
        return folder.resolve("events.db");
    }
}
