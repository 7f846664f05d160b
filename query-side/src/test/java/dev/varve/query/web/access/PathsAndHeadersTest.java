package dev.varve.query.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.VarveEvent;
import dev.varve.query.Story;
import dev.varve.query.app.TestServer;
import dev.varve.server.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathsAndHeadersTest {

    private static final Pattern INLINE = Pattern.compile(
            "<script(?![^>]*\\ssrc=)[^>]*>|<style|\\sstyle=|\\son[a-z]+=|javascript:|\\shx-on",
            Pattern.CASE_INSENSITIVE);

    @TempDir
    private static Path home;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.in(home);
        server.record(new Story("shop").failedUpgradeAndRestore().toArray(VarveEvent[]::new));
        server.tell();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/assets/varve.css",
                "/assets/none",
                "/webjars/htmx.org/dist/htmx.min.js",
                "/actuator/health",
                "/api/v1/targets",
                "/api/v1/targets/none",
                "/api/v1/openapi.json",
                "/api/v1/nothing",
                "/nothing",
                "/targets/none",
                "/"
            })
    void everyAnswerSaysWhatABrowserMayDoWithIt(String path) {
        for (var answer : List.of(
                server.browser().get(path),
                server.program(server.token(Role.VIEWER)).get(path))) {
            assertThat(header(answer, "Content-Security-Policy"))
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                    .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                    .doesNotContain("unsafe");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
            assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
    }

    @Test
    void noPageHoldsAScriptOrAStyleOfItsOwn() {
        var admin = server.program(server.token(Role.ADMIN));
        for (var rule : AccessRules.ALL) {
            var path = rule.pattern()
                    .replace("{target}", "shop")
                    .replace("{runId}", "R1")
                    .replace("{sequence}", "7");
            var isPage = rule.method().name().equals("GET")
                    && !path.matches("/api/.*|/actuator/.*|.*[*{].*|/live|/reports/file");
            if (isPage) {
                var page = admin.get(path);
                assertThat(page.body().strip()).as(path).startsWith("<!DOCTYPE html>");
                assertThat(INLINE.matcher(page.body()).results().map(found -> found.group()))
                        .as(path)
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//access",
                "/access/",
                "/ACCESS",
                "/%61ccess",
                "/access;x=y",
                "/login/../access",
                "/assets/../access",
                "/assets/%2e%2e/access",
                "/assets/..%2faccess",
                "/assets/..;/access",
                "/login/..;/access",
                "/access%00",
                "/access%0a",
                "/./access",
                "/assets\\..\\access",
                "/assets/%5c..%5caccess",
                "/api/v1/targets/shop/../../tokens",
                "/webjars/%2e%2e/%2e%2e/application.properties"
            })
    void noWayOfWritingAPathPassesARule(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1", null))
                .as(path)
                .doesNotStartWith("HTTP/1.1 200")
                .doesNotStartWith("HTTP/1.1 5");
        assertThat(raw("GET " + path + " HTTP/1.1", server.token(Role.VIEWER)))
                .as(path)
                .doesNotStartWith("HTTP/1.1 200")
                .doesNotStartWith("HTTP/1.1 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "PUT", "PATCH", "DELETE"})
    void whoAsksByAnotherMethodIsToldWhichThereAre(String method) throws IOException {
        for (var path : List.of("/", "/access", "/api/v1/targets", "/actuator/prometheus")) {
            assertThat(raw(method + " " + path + " HTTP/1.1", server.token(Role.VIEWER)))
                    .as(method + " " + path)
                    .startsWith("HTTP/1.1 405 ")
                    .contains("Allow: GET, HEAD\r\n", "Content-Type: application/problem+json")
                    .contains("expected GET or HEAD, found " + method);
            assertThat(raw(method + " " + path + " HTTP/1.1", null))
                    .as(method + " " + path)
                    .matches("(?s)HTTP/1.1 40[13] .*")
                    .doesNotContain("Allow:");
        }
        assertThat(raw(method + " /api/v1/targets/shop/orders HTTP/1.1", server.token(Role.VIEWER)))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: POST\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "PROPFIND"})
    void aMethodThatNothingHereHasIsRefusedToEverybody(String method) throws IOException {
        for (var path : List.of("/", "/api/v1/targets")) {
            assertThat(raw(method + " " + path + " HTTP/1.1", server.token(Role.ADMIN)))
                    .as(method + " " + path)
                    .matches("(?s)HTTP/1.1 (400|405) .*");
        }
    }

    @Test
    void whatIsNotThereIsToldAfterTheLoginAlone() {
        for (var role : Role.values()) {
            var program = server.program(server.token(role));
            var problem = program.get("/api/v1/nothing");
            assertThat(problem.statusCode()).isEqualTo(404);
            assertThat(header(problem, "Content-Type")).isEqualTo("application/problem+json");
            assertThat(problem.body())
                    .contains("\"NOT_FOUND\"", "expected an address of this server, found none at '/api/v1/nothing'");
            var page = program.get("/nothing");
            assertThat(page.statusCode()).isEqualTo(404);
            assertThat(page.body())
                    .startsWith("<!DOCTYPE html>")
                    .contains("<bdi>an address of this server</bdi>", "<bdi>none at '/nothing'</bdi>");
            assertThat(program.ask("HEAD", "/nothing", "").statusCode()).isEqualTo(404);
            assertThat(program.get("/access/tokens").headers().firstValue("Allow"))
                    .hasValue("POST");
        }
        assertThat(server.browser().get("/api/v1/nothing").statusCode()).isEqualTo(401);
        var unasked = server.browser().ask("POST", "/api/v1/log/proof", "");
        assertThat(unasked.statusCode()).isEqualTo(401);
        assertThat(unasked.body()).contains("\"NOT_LOGGED_IN\"");
        assertThat(header(server.browser().get("/nothing"), "Location")).endsWith("/login");
        assertThat(header(server.browser().ask("HEAD", "/", ""), "Location")).endsWith("/login");
        assertThat(server.browser().ask("OPTIONS", "/nothing", "").statusCode())
                .isEqualTo(server.browser().ask("OPTIONS", "/", "").statusCode());
    }

    @Test
    void whatIsTooLongIsRefusedAndHarmsNothing() throws IOException {
        var viewer = server.program(server.token(Role.VIEWER));
        assertThat(raw("GET /api/v1/targets HTTP/1.1\r\nX-Long: " + "x".repeat(10_000), server.token(Role.VIEWER)))
                .matches("(?s)HTTP/1.1 (400|431) .*");
        assertThat(viewer.get("/runs?target=" + "x".repeat(7_000)).statusCode()).isLessThan(500);
        assertThat(viewer.get("/api/v1/targets").statusCode()).isEqualTo(200);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /** As no client would write it. */
    private static String raw(String line, String token) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            var request = line + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                    + (token == null ? "" : "Authorization: Bearer " + token + "\r\n")
                    + "Content-Length: 0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
