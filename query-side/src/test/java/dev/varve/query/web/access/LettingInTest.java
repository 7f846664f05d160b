package dev.varve.query.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.events.AccessEvent.AccessDenied;
import dev.varve.events.AccessEvent.EvidenceExported;
import dev.varve.events.AccessEvent.LoggedIn;
import dev.varve.events.AccessEvent.LoginFailed;
import dev.varve.events.AccessEvent.UserPasswordChanged;
import dev.varve.events.AccessEvent.UserRoleChanged;
import dev.varve.query.Story;
import dev.varve.query.app.Browser;
import dev.varve.query.app.TestServer;
import dev.varve.server.Role;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LettingInTest {

    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path home;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.in(home);
        server.tell(new Story("shop").registered(), new Story("till").registered());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aTokenThatIsConfinedIsForItsDatabasesAndNothingElse() {
        var token = server.issue(Role.ADMIN, List.of("shop"), null);
        server.tell();
        var program = server.program(token);

        assertThat(program.get("/api/v1/targets/shop").statusCode()).isEqualTo(200);
        for (var path : List.of(
                "/api/v1/targets/till",
                "/api/v1/targets/Shop",
                "/api/v1/targets",
                "/api/v1/events?target=shop",
                "/api/v1/events/stream?target=shop",
                "/api/v1/report?target=shop",
                "/access",
                "/actuator/prometheus")) {
            assertThat(program.get(path).statusCode()).as(path).isEqualTo(403);
        }
    }

    @Test
    void aTokenThatIsExpiredRevokedOrNoneLetsNobodyIn() {
        var expired = server.issue(Role.ADMIN, null, "2020-01-01T00:00:00Z");
        var revoked = server.issue(Role.ADMIN, null, null);
        server.tell();
        assertThat(server.program(revoked).get("/api/v1/targets").statusCode()).isEqualTo(200);
        server.revoke(revoked);

        for (var token : List.of(expired, revoked, "varve_", "' or 1=1 --", "x".repeat(4_000))) {
            var answer = server.program(token).get("/api/v1/targets");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("\"NOT_LOGGED_IN\"").doesNotContain(token);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"varve\"");
        }
        assertThat(server.commandSide().passages())
                .filteredOn(LoginFailed.class::isInstance)
                .containsExactly(new LoginFailed("token", "127.0.0.1", 1));
    }

    @Test
    void aRoleThatIsTakenAwayIsGoneAtTheNextRequest() {
        server.addUser("ann", PASSWORD, Role.AUDITOR);
        var ann = server.browser();
        assertThat(ann.logIn("ann", PASSWORD).statusCode()).isEqualTo(302);
        assertThat(ann.get("/reports").statusCode()).isEqualTo(200);

        server.tell(new UserRoleChanged("ann", "auditor", "viewer"));

        assertThat(ann.get("/reports").statusCode()).isNotEqualTo(200);
    }

    @Test
    void anotherPasswordEndsTheSessionsOfBefore() {
        server.addUser("ann", PASSWORD, Role.VIEWER);
        var ann = server.browser();
        ann.logIn("ann", PASSWORD);
        assertThat(ann.get("/").statusCode()).isEqualTo(200);

        server.tell(new UserPasswordChanged("ann"));

        assertThat(ann.get("/").statusCode()).isNotEqualTo(200);
    }

    @Test
    void aFormIsTakenOnlyFromThisSitesOwnPageAndLogin() {
        server.addUser("ann", PASSWORD, Role.ADMIN);
        var ann = server.browser();
        ann.logIn("ann", PASSWORD);
        var another = server.browser();
        var user = Map.of("user", "eve", "role", "admin", "password", PASSWORD);

        assertThat(ann.post("/access/users", user).statusCode()).isEqualTo(403);
        var foreign = new HashMap<>(user);
        foreign.put("_csrf", Browser.csrf(another.get("/login").body()));
        assertThat(ann.post("/access/users", foreign).statusCode()).isEqualTo(403);
        assertThat(ann.send("/access", "/access/users", user).statusCode()).isEqualTo(302);
        assertThat(server.commandSide().passages())
                .filteredOn(AccessDenied.class::isInstance)
                .containsExactly(
                        new AccessDenied("ann", "POST", "/access/users", "a form of this site", "127.0.0.1", 1));
    }

    @Test
    void aTokenNeedsNoFormAndACookieBesideItGivesNothing() {
        server.addUser("ann", PASSWORD, Role.ADMIN);
        var ann = server.browser();
        ann.logIn("ann", PASSWORD);

        assertThat(server.program(server.token(Role.ADMIN))
                        .post("/access/tokens/T1/revocation", Map.of())
                        .statusCode())
                .isEqualTo(302);
        ann.with("Authorization", "Bearer " + server.token(Role.VIEWER));
        assertThat(ann.get("/access").statusCode()).isEqualTo(403);
        assertThat(server.browser()
                        .with("Authorization", "Bearer nonsense")
                        .with("Cookie", "varve-session=" + ann.session())
                        .get("/api/v1/targets")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void everyLoginGetsASessionOfItsOwnAndNoneComesByTheAddress() {
        server.addUser("ann", PASSWORD, Role.VIEWER);
        var ann = server.browser();
        ann.get("/login");
        var before = ann.session();
        assertThat(before).isNotEmpty();
        ann.logIn("ann", PASSWORD);

        assertThat(ann.session()).isNotEmpty().isNotEqualTo(before);
        assertThat(server.browser()
                        .with("Cookie", "varve-session=" + before)
                        .get("/")
                        .statusCode())
                .isEqualTo(302);
        assertThat(server.browser().get("/;varve-session=" + ann.session()).statusCode())
                .isNotEqualTo(200);
    }

    @Test
    void theCookieIsForThisSiteAndNoScript() {
        assertThat(server.browser().get("/login").headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("varve-session=")
                .contains("HttpOnly")
                .containsIgnoringCase("SameSite=Lax");
    }

    @Test
    void whoLogsInGoesOnToThePageOfThisSiteThatWasAskedFor() {
        server.addUser("ann", PASSWORD, Role.VIEWER);
        for (var asked : List.of("/nothing//evil.example", "/@evil.example/", "/?next=//evil.example")) {
            var eve = server.browser();
            eve.get(asked);
            var next =
                    eve.logIn("ann", PASSWORD).headers().firstValue("Location").orElse("");
            assertThat(next).as(asked).doesNotStartWith("//");
            assertThat(URI.create(next).getHost()).as(asked).isIn(null, "127.0.0.1");
        }
        var ann = server.browser();
        ann.get("/runs?target=shop");
        assertThat(ann.logIn("ann", PASSWORD).headers().firstValue("Location").orElse(""))
                .endsWith("/runs?target=shop");
    }

    @Test
    void anUnknownUserIsToldAndComparedLikeAWrongPassword() {
        server.addUser("ann", PASSWORD, Role.VIEWER);

        var wrong = server.browser().logIn("ann", "wrong");
        var unknown = server.browser().logIn("nobody", "wrong");

        assertThat(unknown.statusCode()).isEqualTo(wrong.statusCode()).isEqualTo(401);
        assertThat(withoutForm(unknown.body())).isEqualTo(withoutForm(wrong.body()));
    }

    private static String withoutForm(String page) {
        return page.replaceAll("value=\"[^\"]*\"", "");
    }

    @Test
    void whoTriesTooOftenWaitsAndIsToldHowLong() {
        server.addUser("ann", PASSWORD, Role.VIEWER);
        var eve = server.browser();
        var answers = IntStream.range(0, 12)
                .mapToObj(i -> eve.logIn("ann", "wrong " + i))
                .toList();

        assertThat(answers.getFirst().statusCode()).isEqualTo(401);
        assertThat(answers.getLast().statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(
                        answers.getLast().headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 7);
        assertThat(server.commandSide().passages())
                .filteredOn(LoginFailed.class::isInstance)
                .containsExactly(new LoginFailed("ann", "127.0.0.1", 1));
        await().atMost(Duration.ofSeconds(15))
                .until(() -> eve.logIn("ann", PASSWORD).statusCode() == 302);
    }

    @Test
    void evidenceGoesOutOnlyWhenThatIsRecordedAndNotTooOften() {
        var auditor = server.program(server.token(Role.AUDITOR));
        assertThat(auditor.get("/api/v1/report?target=shop").statusCode()).isEqualTo(200);
        assertThat(server.commandSide().passages())
                .filteredOn(EvidenceExported.class::isInstance)
                .containsExactly(
                        new EvidenceExported("report", "json", "token:t-auditor", "127.0.0.1", "shop", null, null));
        IntStream.range(0, 4).forEach(i -> auditor.get("/api/v1/report"));
        var tooMany = auditor.get("/api/v1/report");
        assertThat(tooMany.statusCode()).isEqualTo(429);
        assertThat(tooMany.headers().firstValue("Retry-After")).isPresent();

        server.commandSide().goOutOfReach();
        var unrecorded = server.program(server.token(Role.APPROVER)).get("/api/v1/report");
        assertThat(unrecorded.statusCode()).isEqualTo(503);
        assertThat(unrecorded.body())
                .doesNotContain("\"targets\"")
                .contains(
                        "\"NOT_RECORDED\"",
                        "expected a store that takes the record of this export before it happens, found one that does not");
        var head = server.program(server.token(Role.APPROVER)).ask("HEAD", "/api/v1/report?target=shop", "");
        assertThat(head.statusCode()).isEqualTo(200); // nothing goes out, so nothing has to be recorded
        assertThat(head.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"varve-shop.json\"");
    }

    @Test
    void askingForWhatIsNotThereIsNoDenial() {
        var viewer = server.program(server.token(Role.VIEWER));
        assertThat(viewer.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(viewer.ask("DELETE", "/access", "").statusCode()).isEqualTo(405);
        assertThat(viewer.get("/access").statusCode()).isEqualTo(403);

        assertThat(server.commandSide().passages())
                .filteredOn(AccessDenied.class::isInstance)
                .containsExactly(new AccessDenied("token:t-viewer", "GET", "/access", "ADMINISTER", "127.0.0.1", 1));
    }

    @Test
    void nobodyLogsInUnrecorded() {
        server.addUser("ann", PASSWORD, Role.VIEWER);
        server.commandSide().goOutOfReach();
        var ann = server.browser();

        var refused = ann.logIn("ann", PASSWORD);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body())
                .startsWith("<!DOCTYPE html>")
                .contains("<bdi>a store that takes the record of this login before it happens</bdi>");
        assertThat(ann.get("/").statusCode()).isEqualTo(302);
        assertThat(ann.logIn("ann", "wrong").statusCode()).isEqualTo(401); // what stays shut needs no record to be so
    }

    @Test
    void aOneTimeTokenLetsOneInAlsoWhenTwoRace() {
        var token = server.bean(OneTimeToken.class).issue(new SecureRandom());
        var answers = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> server.browser().send("/login", "/login", Map.of("once", token))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(HttpResponse::statusCode)
                .toList();

        assertThat(answers).containsOnly(302, 401).containsOnlyOnce(302);
        assertThat(server.commandSide().passages())
                .contains(new LoggedIn("one-time token", "one-time-token", "127.0.0.1"));
    }

    @Test
    void aOneTimeTokenIsNotUsedUpByALoginThatIsNotRecorded() {
        var token = server.bean(OneTimeToken.class).issue(new SecureRandom());
        server.commandSide().goOutOfReach();
        assertThat(server.browser()
                        .send("/login", "/login", Map.of("once", token))
                        .statusCode())
                .isEqualTo(503);
        server.commandSide().comeBack();

        assertThat(server.browser()
                        .send("/login", "/login", Map.of("once", token))
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    void aServerThatOnlyShowsRefusesChanges(@TempDir Path other) {
        try (var showing = TestServer.showingOnly(other)) {
            showing.tell();
            var answer = showing.program(showing.token(Role.ADMIN))
                    .post("/access/users", Map.of("user", "eve", "role", "admin", "password", PASSWORD));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("a server that may record events", "one that only shows");
            assertThat(showing.program(showing.token(Role.AUDITOR))
                            .get("/api/v1/report")
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
