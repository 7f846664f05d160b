package dev.varve.query.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.query.app.Browser;
import dev.varve.query.app.TestServer;
import dev.varve.server.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STREAM = "/api/v1/events/stream";

    @TempDir
    private Path home;

    private void places(String most) throws IOException {
        Files.writeString(home.resolve("server.yaml"), "varve:\n  live:\n    listeners: " + most + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {STREAM, "/live"})
    void whoFindsNoPlaceIsToldWhenToComeAgainAndFindsOneWhenAListenerHasLeft(String path) throws IOException {
        places("2");
        try (var server = TestServer.in(home);
                var stays = viewer(server).open("GET", STREAM, "").body()) {
            try (var leaves = viewer(server).open("GET", path, "").body()) {
                assertThat(leaves.read()).isNotNegative();
                assertThat(server.bean(LiveStreams.class).listeners()).isEqualTo(2);
                var refused = viewer(server).get(path);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");
                assertThat(refused.body()).contains("TOO_MANY_LISTENERS", "a free place for a listener");
                assertThat(server.bean(LiveStreams.class).listeners()).isEqualTo(2);
            }
            await().atMost(PATIENCE).until(() -> {
                server.tell(new TargetRetired("shop")); // who has left is noticed when there is something to tell
                return server.bean(LiveStreams.class).listeners() == 1;
            });

            var next = viewer(server).open("GET", path, "");
            assertThat(next.statusCode()).isEqualTo(200);
            assertThat(stays.read()).isNotNegative();
            next.body().close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void aServerThatNobodyMayListenToIsRefused(String most) throws IOException {
        places(most);
        assertThatThrownBy(() -> TestServer.in(home))
                .hasMessageContaining("server.yaml")
                .hasMessageContaining("expected for varve.live.listeners one or more, found " + most);
    }

    @Test
    void aNumberThatIsNoneIsToldWithItsSetting() throws IOException {
        places("many");
        assertThatThrownBy(() -> TestServer.in(home))
                .hasMessageContaining("server.yaml")
                .hasMessageContaining("varve.live.listeners");
    }

    private static Browser viewer(TestServer server) {
        return server.program(server.token(Role.VIEWER));
    }
}
