package dev.varve.query.web.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.varve.cli.Json;
import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.query.Story;
import dev.varve.query.app.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] KEY = "a key of 24 bytes, or so".getBytes(StandardCharsets.UTF_8);

    private final Story story = new Story("shop");

    @TempDir
    private Path home;

    private Listener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = Listener.on(0);
        hook(listener.url());
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    private void hook(String url) throws IOException {
        Files.writeString(home.resolve("server.yaml"), """
                varve:
                  webhooks:
                    - name: chat
                      url: %s
                      secret: whsec_%s
                      events: [TargetRetired, RunFailed]
                """.formatted(
                        url, Base64.getEncoder().encodeToString(KEY)));
    }

    @Test
    void tellsWhatComesInOrderSignedAndOnlyWhatWasAskedFor() throws Exception {
        try (var server = TestServer.in(home)) {
            server.tell(story.registered());
            server.tell(new TargetRetired("before-1"), story.registered(), new TargetRetired("before-2"));
            await().atMost(PATIENCE).until(() -> listener.sent().size() == 2);

            assertThat(listener.sent()).extracting(sent -> target(sent.body())).containsExactly("before-1", "before-2");
            for (var sent : listener.sent()) {
                var document = (Map<?, ?>) Json.parse(sent.body());
                assertThat(sent.headers().get("webhook-id")).isEqualTo(document.get("eventId"));
                assertThat(sent.headers().get("content-type")).isEqualTo("application/json");
                assertThat(sent.headers().get("webhook-signature")).isEqualTo(signed(sent));
            }
        }
    }

    /** Worked out from the specification alone: HMAC-SHA256 over id, time and body. */
    private static String signed(Listener.Sent sent) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        var text = sent.headers().get("webhook-id") + "." + sent.headers().get("webhook-timestamp") + "." + sent.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void isSentAgainUntilItIsTakenAndLaterOnesWait() throws IOException {
        listener.refuse(1, 500);
        listener.refuse(1, 302);
        var out = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (var server = TestServer.in(home)) {
            server.tell(new TargetRetired("one"), new TargetRetired("two"));
            await().atMost(PATIENCE).until(() -> listener.sent().size() == 4);

            assertThat(listener.sent())
                    .extracting(sent -> target(sent.body()))
                    .containsExactly("one", "one", "one", "two");
            assertThat(listener.sent())
                    .extracting(sent -> sent.headers().get("webhook-id"))
                    .satisfies(
                            ids -> assertThat(List.copyOf(new TreeSet<>(ids))).hasSize(2));
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Webhook[chat at 127.0.0.1] answered 500 to event ")
                .doesNotContain("hidden", "whsec_");
    }

    /** Nobody listens for a while, and the server goes meanwhile: what was not taken is told by the next one. */
    @Test
    void tellsAtLeastOnceAcrossARestart() throws IOException {
        var port = listener.port();
        try (var server = TestServer.in(home)) {
            server.tell(new TargetRetired("one"));
            await().atMost(PATIENCE).until(() -> listener.sent().size() == 1);
            listener.close();
            server.tell(new TargetRetired("two"));
            await().atMost(PATIENCE)
                    .until(() -> server.bean(Couriers.class).failures().get("chat") > 0);
            server.restart();
            server.tell(new TargetRetired("three"));

            listener = Listener.on(port);

            await().atMost(PATIENCE).until(() -> listener.sent().size() == 2);
            assertThat(listener.sent()).extracting(sent -> target(sent.body())).containsExactly("two", "three");
            await().atMost(PATIENCE)
                    .until(() -> server.bean(Couriers.class).failures().get("chat") == 0);
        }
    }

    @Test
    void aServerThatOnlyShowsTellsNobody() {
        try (var server = TestServer.showingOnly(home)) {
            server.tell(new TargetRetired("one"));
            assertThat(server.bean(Couriers.class).failures()).isEmpty();
        }
        assertThat(home.resolve("webhooks")).doesNotExist();
    }

    @Test
    void pausesGrowUpToTheLongest() {
        var pauses = new Courier.Pauses(Duration.ofSeconds(1), Duration.ofSeconds(5));
        assertThat(pauses.after(pauses.first())).isEqualTo(Duration.ofSeconds(2));
        assertThat(pauses.after(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(4));
        assertThat(pauses.after(Duration.ofSeconds(4))).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT5M0.001S"})
    void refusesATimeoutThatIsNone(String timeout) {
        assertThatThrownBy(() -> new Webhook(
                        "chat", URI.create("http://127.0.0.1/hidden"), null, null, null, Duration.parse(timeout)))
                .hasMessage("expected for a webhook a timeout of more than nothing, and of 5 minutes at most, found "
                        + Duration.parse(timeout));
    }

    private static String target(String body) {
        return (String) ((Map<?, ?>) Json.parse(body)).get("target");
    }
}
