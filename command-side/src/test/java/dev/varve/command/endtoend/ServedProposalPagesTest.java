package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one proposes on a page and another approves on another: the real server, asked by HTTP. */
class ServedProposalPagesTest {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Pattern ROOT = Pattern.compile("at (http://[^ ]+/)");
    private static final String PROPOSAL = "20261122-101500-7f3a9c";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Watched watched;
    private Session server;
    private String root;
    private String operator;
    private String approver;

    @BeforeEach
    void serve() {
        watched = GatedProject.in(folder);
        GatedProject.of(folder).open();
        operator = issue("ann", "operator");
        approver = issue("bela", "approver");
        server = watched.terminal().start("serve", "--port", "0", "--require-approval");
        root = await().atMost(LONG)
                .until(() -> ROOT.matcher(Files.readString(server.err())), Matcher::find)
                .group(1);
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.signal("KILL");
        server.process().waitFor();
        client.close();
    }

    private String issue(String name, String role) {
        return watched.type("token", "issue", name, "--role", role)
                .exits(0)
                .out()
                .strip();
    }

    private HttpResponse<String> send(String token, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(
                request.header("Authorization", "Bearer " + token).build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private String page(String token, String path) throws IOException, InterruptedException {
        var answer = send(token, HttpRequest.newBuilder(URI.create(root + path)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> post(String token, String path, String type, String body)
            throws IOException, InterruptedException {
        return send(
                token,
                HttpRequest.newBuilder(URI.create(root + path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> form(String token, String path, String body) throws IOException, InterruptedException {
        return post(token, path, "application/x-www-form-urlencoded", body);
    }

    @Test
    void leadsFromTheProposalByTheApprovalToTheRun() throws Exception {
        assertThat(page(operator, "targets/app/plan"))
                .contains("<button>Propose the upgrade</button>")
                .doesNotContain("<button>Start the upgrade</button>");
        var proposed =
                form(operator, "targets/app/orders", "id=" + PROPOSAL + "&kind=propose&run=upgrade&to=a1&reason=r%26d");
        assertThat(proposed.statusCode()).as(proposed.body()).isEqualTo(302);
        assertThat(proposed.headers().firstValue("Location"))
                .hasValueSatisfying(there -> assertThat(there).endsWith("/targets/app"));
        assertThat(page(operator, "targets/app"))
                .contains("<bdi>token:ann</bdi> proposed <bdi>an upgrade to a1</bdi>", "r&amp;d")
                .doesNotContain("Approve, and start it");
        assertThat(page(approver, "targets/app")).contains("Approve, and start it", "<button class=\"quiet\">Decline");

        assertThat(form(operator, "targets/app/proposals/" + PROPOSAL, "decision=approve")
                        .statusCode())
                .isEqualTo(403);
        assertThat(form(operator, "targets/app/orders", "id=" + PROPOSAL + "&kind=approve&proposal=" + PROPOSAL)
                        .body())
                .contains("<bdi>diagnose, backup, rehearse, upgrade, recover or propose</bdi>");
        var approved = form(approver, "targets/app/proposals/" + PROPOSAL, "decision=approve");

        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(302);
        var there = approved.headers().firstValue("Location").orElseThrow();
        var runId = there.replaceAll(".*/orders/([^?]*).*", "$1");
        assertThat(page(approver, "targets/app")).doesNotContain("Approve, and start it");
        await().atMost(LONG)
                .until(() -> page(approver, "api/v1/orders/" + runId).contains("SUCCEEDED"));
        assertThat(page(operator, "runs/" + runId).replaceAll("\\s+", " "))
                .contains("by <bdi>token:ann</bdi>", "approved by <bdi>token:bela</bdi>");
        assertThat(watched.database().objects()).containsExactly("users");
    }

    @Test
    void takesTheSameFromAProgram() throws Exception {
        var order = "{\"id\": \"" + PROPOSAL + "\", \"kind\": \"propose\", \"options\": {\"kind\": \"upgrade\"}}";
        assertThat(post(operator, "api/v1/targets/app/orders", "application/json", order)
                        .statusCode())
                .isEqualTo(202);
        var path = "api/v1/targets/app/proposals/" + PROPOSAL;

        assertThat(post(operator, path, "application/json", "{\"decision\": \"decline\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(approver, path, "application/json", "{\"decision\": \"perhaps\"}")
                        .body())
                .contains("the decision approve or decline");
        assertThat(post(approver, path, "application/json", "{\"decision\": \"decline\", \"why\": \"not on a Friday\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(approver, path, "application/json", "{\"decision\": \"approve\"}")
                        .body())
                .contains("which was declined");
        assertThat(Recorded.count(watched.terminal(), "app", "RunRequested")).isZero();
    }
}
