package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one proposes on a page and another approves on another: the real server, asked by HTTP. */
class ServedProposalPagesTest {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String PROPOSAL = Served.ID;

    @TempDir
    Path folder;

    private Watched watched;
    private ServerProcess server;
    private String operator;
    private String approver;

    @BeforeEach
    void serve() {
        watched = GatedProject.in(folder);
        GatedProject.of(folder).open();
        operator = issue("ann", "operator");
        approver = issue("bela", "approver");
        server = ServerProcess.of(watched.terminal(), "--require-approval");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String issue(String name, String role) {
        return watched.type("token", "issue", name, "--role", role)
                .exits(0)
                .out()
                .strip();
    }

    private String page(String token, String path) throws IOException, InterruptedException {
        var answer = server.get(token, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void leadsFromTheProposalByTheApprovalToTheRun() throws Exception {
        assertThat(page(operator, "targets/app/plan"))
                .contains("<button>Propose the upgrade</button>")
                .doesNotContain("<button>Start the upgrade</button>");
        var proposed = server.form(
                operator, "targets/app/orders", "id=" + PROPOSAL + "&kind=propose&run=upgrade&to=a1&reason=r%26d");
        assertThat(proposed.statusCode()).as(proposed.body()).isEqualTo(302);
        assertThat(proposed.headers().firstValue("Location"))
                .hasValueSatisfying(there -> assertThat(there).endsWith("/targets/app"));
        assertThat(page(operator, "targets/app"))
                .contains("<bdi>token:ann</bdi> proposed <bdi>an upgrade to a1</bdi>", "r&amp;d")
                .doesNotContain("Approve, and start it");
        assertThat(page(approver, "targets/app")).contains("Approve, and start it", "<button class=\"quiet\">Decline");

        assertThat(server.form(operator, "targets/app/proposals/" + PROPOSAL, "decision=approve")
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.form(operator, "targets/app/orders", "id=" + PROPOSAL + "&kind=approve&proposal=" + PROPOSAL)
                        .body())
                .contains("<bdi>diagnose, backup, rehearse, upgrade, recover or propose</bdi>");
        var approved = server.form(approver, "targets/app/proposals/" + PROPOSAL, "decision=approve");

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
        assertThat(server.json(operator, "api/v1/targets/app/orders", order).statusCode())
                .isEqualTo(202);
        var path = "api/v1/targets/app/proposals/" + PROPOSAL;

        assertThat(server.json(operator, path, "{\"decision\": \"decline\"}").statusCode())
                .isEqualTo(403);
        assertThat(server.json(approver, path, "{\"decision\": \"perhaps\"}").body())
                .contains("the decision approve or decline");
        assertThat(server.json(approver, path, "{\"decision\": \"decline\", \"why\": \"not on a Friday\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.json(approver, path, "{\"decision\": \"approve\"}").body())
                .contains("which was declined");
        assertThat(Recorded.count(watched.terminal(), "app", "RunRequested")).isZero();
    }
}
