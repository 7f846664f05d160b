package dev.varve.query.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.query.Story;
import dev.varve.query.app.Browser;
import dev.varve.query.app.TestServer;
import dev.varve.query.projection.Views;
import dev.varve.server.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveEventsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path home;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.in(home);
        server.tell(new Story("shop").registered());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Reads a stream until it ends. */
    private static final class Heard implements AutoCloseable {

        private final InputStream stream;
        private final List<Long> ids = new CopyOnWriteArrayList<>();
        private final List<String> names = new CopyOnWriteArrayList<>();
        private volatile boolean ended;

        Heard(Browser listener, String path) {
            stream = listener.open("GET", path, "").body();
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("id:")) {
                        ids.add(Long.parseLong(line.substring(3)));
                    } else if (line.startsWith("event:")) {
                        names.add(line.substring(6));
                    }
                }
            } catch (IOException closed) {
                ended = true;
            }
            ended = true;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    @Test
    void tellsEachEventOnceAndInOrderAlsoAfterTheConnectionWasCut() throws IOException {
        var seen = new ArrayList<Long>();
        try (var first = new Heard(viewer(), "/api/v1/events/stream?after=0")) {
            server.record(retired(50));
            await().atMost(PATIENCE).until(() -> first.ids.size() >= 20);
            first.close();
            seen.addAll(first.ids);
        }
        server.record(retired(300));
        var last = String.valueOf(seen.getLast());
        try (var second = new Heard(viewer().with("Last-Event-ID", last), "/api/v1/events/stream")) {
            server.record(retired(50));
            var head = server.recorder().log().head().size();
            await().atMost(PATIENCE).until(() -> !second.ids.isEmpty() && second.ids.getLast() == head);
            seen.addAll(second.ids);
            assertThat(seen)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, head).boxed().toList());
        }
    }

    @Test
    void tellsOnlyWhatWasAskedForAndNothingFromBefore() throws IOException {
        try (var ofTarget = new Heard(viewer(), "/api/v1/events/stream?target=shop");
                var ofType = new Heard(viewer(), "/api/v1/events/stream?type=TargetRetired")) {
            awaitListeners(2);
            server.tell(new Story("till").registered(), new TargetRetired("till"), new TargetRetired("shop"));
            await().atMost(PATIENCE).until(() -> ofTarget.ids.size() == 1 && ofType.ids.size() == 2);
            assertThat(ofTarget.names).containsExactly("TargetRetired");
            assertThat(ofType.names).containsExactly("TargetRetired", "TargetRetired");
        }
    }

    @Test
    void tellsNothingTwiceWhenTheViewsAreMadeAnew() throws IOException {
        try (var heard = new Heard(viewer(), "/api/v1/events/stream?after=0")) {
            await().atMost(PATIENCE).until(() -> heard.ids.size() == 6);
            try (var transaction = server.bean(Views.class).begin()) {
                transaction.clear();
                transaction.commit();
            }
            server.tell(new TargetRetired("shop"));
            await().atMost(PATIENCE).until(() -> heard.ids.size() >= 7);
            assertThat(heard.ids).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        }
    }

    @Test
    void oneWhoDoesNotReadHoldsUpNobodyElse() throws IOException {
        var slow = IntStream.range(0, 5)
                .mapToObj(i -> viewer().open("GET", "/api/v1/events/stream?after=0", ""))
                .toList();
        try (var heard = new Heard(viewer(), "/api/v1/events/stream?after=0")) {
            server.tell(retired(2_000));
            await().atMost(PATIENCE).until(() -> heard.ids.size() == 2_006);
        }
        for (var stream : slow) {
            stream.body().close();
        }
    }

    @Test
    void endsWhenTheTokenIsRevoked() throws IOException {
        var token = server.issue(Role.VIEWER, null, null);
        server.tell();
        try (var heard = new Heard(server.program(token), "/api/v1/events/stream");
                var other = new Heard(viewer(), "/api/v1/events/stream")) {
            awaitListeners(2);
            server.revoke(token);
            await().atMost(PATIENCE).until(() -> heard.ended);
            assertThat(other.ended).isFalse();
            awaitListeners(1);
        }
    }

    @Test
    void aPageHearsThatItMovedAndManyEventsAtOnce() throws IOException {
        try (var all = new Heard(viewer(), "/live");
                var shop = new Heard(viewer(), "/live?target=shop")) {
            awaitListeners(2);
            server.tell(retired(500));
            await().atMost(PATIENCE).until(() -> !all.ids.isEmpty() && all.ids.getLast() == 506);
            assertThat(all.names).containsOnly("moved").hasSizeLessThan(100);
            assertThat(shop.ids).isEmpty();
            server.tell(new TargetRetired("shop"));
            await().atMost(PATIENCE).until(() -> shop.ids.equals(List.of(507L)));
        }
    }

    private Browser viewer() {
        return server.program(server.token(Role.VIEWER));
    }

    private void awaitListeners(int expected) {
        await().atMost(PATIENCE).until(() -> server.bean(LiveStreams.class).listeners() == expected);
    }

    private static TargetRetired[] retired(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new TargetRetired("t" + i))
                .toArray(TargetRetired[]::new);
    }
}
