package dev.varve.query.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.cli.Json;
import dev.varve.events.TargetEvent.ProposalApproved;
import dev.varve.events.TargetEvent.ProposalTakenUp;
import dev.varve.events.TargetEvent.RunProposed;
import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.events.VarveEvent;
import dev.varve.query.Story;
import dev.varve.query.app.Browser;
import dev.varve.query.app.TestServer;
import dev.varve.query.web.access.AccessRules;
import dev.varve.server.Role;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTest {

    @TempDir
    private static Path home;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.in(home);
        server.tell(new Story("shop").failedUpgradeAndRestore().toArray(VarveEvent[]::new));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/nothing,404,NOT_FOUND",
        "/api/v1/targets/none,404,UNKNOWN",
        "/api/v1/targets/none/findings,404,UNKNOWN",
        "/api/v1/targets/none/schema,404,UNKNOWN",
        "/api/v1/targets/none/revisions,404,UNKNOWN",
        "/api/v1/runs/none,404,UNKNOWN",
        "/api/v1/events/99999,404,UNKNOWN",
        "/api/v1/report?target=none,404,UNKNOWN",
        "/api/v1/runs?limit=0,400,INVALID_LIMIT",
        "/api/v1/events?limit=1001,400,INVALID_LIMIT",
        "/api/v1/events/x,400,BAD_REQUEST",
        "/api/v1/events?after=x,400,BAD_REQUEST",
        "/api/v1/events/stream?after=x,400,BAD_REQUEST",
        "/api/v1/events?since=nonsense,400,INVALID_TIME",
        "/api/v1/report?since=2026-11-22&until=2026-11-20,400,PERIOD_BACKWARDS"
    })
    void everyErrorIsAProblemThatSaysWhatToDo(String path, int status, String code) {
        assertProblem(server.program(server.token(Role.ADMIN)).get(path), status, code);
    }

    @Test
    void soIsAFormThatIsNotSpoken() {
        assertProblem(admin().with("Accept", "text/csv").get("/api/v1/targets"), 406, "NOT_ACCEPTABLE");
        assertProblem(
                admin().post("/api/v1/targets/shop/orders", Map.of("kind", "BACKUP")), 415, "UNSUPPORTED_MEDIA_TYPE");
        assertProblem(admin().ask("DELETE", "/api/v1/targets", ""), 405, "METHOD_NOT_ALLOWED");
        assertProblem(server.browser().get("/api/v1/targets"), 401, "NOT_LOGGED_IN");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        var problem = (Map<?, ?>) Json.parse(answer.body());
        assertThat(((Number) problem.get("status")).intValue()).isEqualTo(status);
        assertThat(problem.get("code")).isEqualTo(code);
        assertThat(problem.get("detail"))
                .isEqualTo("expected " + problem.get("expected") + ", found " + problem.get("found"));
        assertThat((String) problem.get("remedy")).isNotBlank();
        assertThat((String) problem.get("type")).startsWith("urn:varve:problem:");
    }

    @Test
    void describesEveryPathAndHowToBeLetIn() {
        var answer = admin().get("/api/v1/openapi.json");
        var description = (Map<?, ?>) Json.parse(answer.body());
        var described = new TreeSet<String>();
        ((Map<?, ?>) description.get("paths"))
                .forEach((path, methods) -> ((Map<?, ?>) methods).forEach((method, operation) -> {
                    described.add(((String) method).toUpperCase(Locale.ROOT) + " " + path);
                    assertThat((String) ((Map<?, ?>) operation).get("summary"))
                            .as(path + "")
                            .isNotBlank();
                }));

        assertThat(described)
                .containsExactlyElementsOf(new TreeSet<>(AccessRules.ALL.stream()
                        .filter(rule -> rule.pattern().startsWith("/api/v1/"))
                        .filter(rule -> !rule.pattern().endsWith("openapi.json"))
                        .map(rule -> rule.method() + " " + rule.pattern())
                        .toList()));
        assertThat(answer.body())
                .contains("\"bearer\"", "\"scheme\":\"bearer\"")
                .doesNotContain("visitor");
    }

    @Test
    void aRunNamesWhoProposedAndWhoApprovedIt() {
        assertThat(run("R1")).containsEntry("runId", "R1").containsEntry("proposal", null);

        server.recorder().because(Map.of("actor", "bela"));
        server.tell(
                new RunProposed("shop", "P1", "upgrade", Map.of("to", "b2"), 1, "ann", "2026-11-23T12:00:00Z"),
                new ProposalApproved("shop", "P1"),
                new ProposalTakenUp("shop", "P1", "R1"));
        server.recorder().because(Map.of());

        assertThat(run("R1"))
                .containsEntry("target", "shop")
                .hasEntrySatisfying(
                        "proposal",
                        proposal -> assertThat((Map<?, ?>) proposal)
                                .extracting("proposedBy", "decidedBy", "state", "runId")
                                .containsExactly("ann", "bela", "TAKEN_UP", "R1"));
        assertThat(admin().get("/api/v1/openapi.json").body()).contains("\"proposedBy\"", "\"decidedBy\"");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> run(String id) {
        return (Map<String, Object>)
                Json.parse(admin().get("/api/v1/runs/" + id).body());
    }

    @Test
    void anUnchangedAnswerIsNotSentAgainAndAChangedOneIs() {
        var first = admin().get("/api/v1/targets");
        var tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(first.headers().firstValue("Cache-Control").orElse("")).contains("private", "no-cache");

        var again = admin().with("If-None-Match", tag).get("/api/v1/targets");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(server.browser()
                        .with("If-None-Match", tag)
                        .get("/api/v1/targets")
                        .statusCode())
                .isEqualTo(401);

        server.tell(new TargetRetired("gone"));
        await().until(() ->
                admin().with("If-None-Match", tag).get("/api/v1/targets").statusCode() == 200);
    }

    @Test
    void whoGoesOnWithTheLastSequenceMissesNothingWhileEventsAreRecorded() {
        var seen = new ArrayList<Long>();
        long after = 0;
        for (int i = 0; i < 20; i++) {
            if (i % 2 == 0) {
                server.record(new TargetRetired("t" + i), new TargetRetired("u" + i), new TargetRetired("v" + i));
            }
            if (i == 15) {
                server.tell();
            }
            var page = (List<?>) Json.parse(
                    admin().get("/api/v1/events?limit=7&after=" + after).body());
            for (var event : page) {
                after = ((Number) ((Map<?, ?>) event).get("sequence")).longValue();
                seen.add(after);
            }
        }
        assertThat(seen)
                .isNotEmpty()
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, after).boxed().toList());
    }

    private static Browser admin() {
        return server.program(server.token(Role.ADMIN));
    }
}
