package dev.varve.query.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.query.app.Browser;
import dev.varve.query.app.TestServer;
import dev.varve.server.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody whom nobody knows can do to everybody else. */
class StrangersTest {

    private static final int MORE_THAN_THERE_ARE_THREADS = 80;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.in(home);
        server.addUser("ann", "battery staple 表", Role.VIEWER);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /login HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n",
                "POST /login HTTP/1.1\r\nContent-Type: text/plain\r\n",
                "GET /login HTTP/1.1\r\n",
                "POST /api/v1/log/proof HTTP/1.1\r\nAuthorization: Bearer varve_none\r\n"
            })
    void whoSendsHalfAFormHoldsUpNobodyWhoIsKnown(String begin) throws IOException {
        var known = server.program(server.token(Role.VIEWER));
        var person = server.browser();
        assertThat(person.logIn("ann", "battery staple 表").statusCode()).isEqualTo(302);
        var half = half(begin);

        for (int i = 0; i < 5; i++) {
            assertThat(known.get("/api/v1/targets").statusCode()).isEqualTo(200);
            assertThat(person.get("/").statusCode()).isEqualTo(200);
            assertThat(server.browser().get("/login").statusCode()).isEqualTo(200);
        }

        for (var each : half) {
            each.close();
        }
        await().atMost(PATIENCE)
                .until(() -> server.browser().logIn("ann", "battery staple 表").statusCode() == 302);
    }

    private List<Socket> half(String begin) throws IOException {
        var half = new ArrayList<Socket>();
        for (int i = 0; i < MORE_THAN_THERE_ARE_THREADS; i++) {
            var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            socket.getOutputStream()
                    .write((begin + "Host: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nuser=a")
                            .getBytes(StandardCharsets.ISO_8859_1));
            half.add(socket);
        }
        return half;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login?once=%ff", "/actuator/health?x=%ff", "/?a=%", "/api/v1/targets?x=%zz"})
    void whatCannotBeReadIsRefusedByOneAnswer(String path) {
        var raw = raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        assertThat(raw).startsWith("HTTP/1.1 400");
    }

    @Test
    void aFormsTokenThatIsNoneIsRefusedAsAnyOther() {
        var browser = server.browser();
        var real = Browser.csrf(browser.get("/login").body());
        var bytes = Base64.getUrlDecoder().decode(real);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 2 == 0 ? 0xff : 0x00);
        }
        var forged = Base64.getUrlEncoder().encodeToString(bytes);

        assertThat(browser.post("/login", Map.of("user", "ann", "password", "x", "_csrf", forged))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aStreamEndsWithTheLogout() throws IOException {
        var browser = server.browser();
        browser.logIn("ann", "battery staple 表");
        try (var stream = browser.open("GET", "/api/v1/events/stream", "").body()) {
            assertThat(stream.read()).isNotNegative();
            assertThat(browser.send("/", "/logout", Map.of()).statusCode()).isEqualTo(302);

            await().atMost(PATIENCE).until(() -> {
                server.tell(new TargetRetired("shop"));
                return stream.read(new byte[1000]) < 0;
            });
        }
    }

    private String raw(String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
