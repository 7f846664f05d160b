package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several writers on one server that keeps what it acknowledges; they are killed, and so is the server. */
class SeveralPostgresProcessesTest {

    private static final int APPENDS = 300;
    private static final int KILLS = 6;

    @TempDir
    private Path folder;

    private PostgresServer server;
    private String url;

    @BeforeEach
    void start() {
        server = PostgresServer.durableIn(folder);
        url = server.database().sqlAlchemyUrl();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Both create the store, too, and begin at the same moment. */
    @ParameterizedTest
    @ValueSource(strings = {"locked", "optimistic", "many", "blind"})
    void losesNothingWhenTwoProcessesAppendAtOnce(String how) throws Exception {
        var first = AppendingProcess.atTheLine(url, "first", APPENDS, how);
        var second = AppendingProcess.atTheLine(url, "second", APPENDS, how);
        first.awaitReady();
        second.awaitReady();
        first.begin();
        second.begin();

        assertThat(first.await()).as("%s", first.lines()).isZero();
        assertThat(second.await()).as("%s", second.lines()).isZero();

        var events = recorded();
        assertThat(events).hasSize(2 * APPENDS);
        assertThat(namesOf(events)).containsAll(first.acknowledged()).containsAll(second.acknowledged());
        assertWhole(events);
    }

    @Test
    void losesNoAcknowledgedEventWhenTheAppendingProcessIsKilled() throws Exception {
        var random = new Random(20261127);
        var acknowledged = new ArrayList<String>();
        for (int kill = 0; kill < KILLS; kill++) {
            var process =
                    start("life" + kill, List.of("locked", "blobs", "blind").get(kill % 3));
            awaitAcknowledged(process, 1 + random.nextInt(30));
            process.kill();
            acknowledged.addAll(process.acknowledged());

            var events = recorded();
            assertThat(namesOf(events)).containsAll(acknowledged);
            assertWhole(events);
        }
    }

    @Test
    void losesAndDoublesNothingWhenTheServerIsStoppedAtOnce() throws Exception {
        var acknowledged = new ArrayList<String>();
        for (int stop = 0; stop < 3; stop++) {
            var process =
                    start("life" + stop, List.of("locked", "blobs", "blind").get(stop));
            awaitAcknowledged(process, 10);

            server.stopImmediately();
            server.startAgain();
            // Whether it waited for the server or gave up: what it was told is there.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> process.hasEnded() || process.acknowledged().size() > 60);
            process.kill();
            acknowledged.addAll(process.acknowledged());

            var events = recorded();
            assertThat(namesOf(events)).containsAll(acknowledged).doesNotHaveDuplicates();
            assertWhole(events);
        }
    }

    @Test
    void letsAReaderSeeEverySequenceInOrderAndWithoutAGapWhileOthersAppend() throws Exception {
        try (var store = address().open(Recording.CLOCK)) {
            Recording.append(store, "1", new TargetRetired("first"));
        }
        var first = start("first", "locked");
        var second = start("second", "blind");
        try (var reader = address().openReadOnly()) {
            var seen = new ArrayList<Long>();
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> {
                        reader.log().read(seen.size(), 1000).forEach(event -> seen.add(event.sequence()));
                        return seen.size() > 400;
                    });
            assertThat(seen)
                    .isEqualTo(LongStream.rangeClosed(1, seen.size()).boxed().toList());
        } finally {
            first.kill();
            second.kill();
        }
    }

    private static void assertWhole(List<RecordedEvent> events) {
        assertThat(events)
                .extracting(RecordedEvent::sequence)
                .isEqualTo(LongStream.rangeClosed(1, events.size()).boxed().toList());
        assertThat(events)
                .extracting(event -> event.aggregateId() + " " + event.aggregateSequence())
                .doesNotHaveDuplicates();
    }

    /** And that the log is whole. */
    private List<RecordedEvent> recorded() {
        try (var store = address().openReadOnly()) {
            assertThat(store.proof().verify()).returns(true, LogVerdict::ok);
            return store.log().read(0, Integer.MAX_VALUE);
        }
    }

    private static List<String> namesOf(List<RecordedEvent> events) {
        return events.stream().map(event -> event.event().target()).toList();
    }

    private static void awaitAcknowledged(AppendingProcess process, int enough) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(3))
                .until(() -> process.acknowledged().size() >= enough);
    }

    private AppendingProcess start(String name, String how) throws IOException {
        return AppendingProcess.start(url, name, Integer.MAX_VALUE, how);
    }

    private PostgresAddress address() {
        return PostgresAddress.of(url, Map.of());
    }
}
