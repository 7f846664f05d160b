package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two servers, each with a home of its own, over one store in PostgreSQL; asked by their API for runs of a SQLite database. */
class ServedSharedStoreTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PASSWORD = "s3cr3t-of-the-store";
    private static final String ORDERS = "api/v1/targets/app/orders";

    @TempDir
    Path folder;

    private PostgresTestDatabase store;
    private Watched watched;
    private Terminal anna;
    private Terminal bert;
    private ServerProcess annas;
    private ServerProcess berts;
    private String operator;

    @BeforeEach
    void serve() {
        store = PostgresServer.shared().database();
        anna = operator("anna");
        bert = operator("bert");
        watched = GatedProject.in(folder, anna);
        operator = issue("ann", "operator");
        annas = ServerProcess.of(anna);
        berts = ServerProcess.of(bert);
    }

    @AfterEach
    void stop() throws IOException {
        if (Files.notExists(GatedProject.of(folder).gate())) {
            GatedProject.of(folder).open();
        }
        annas.close();
        berts.close();
    }

    private Terminal operator(String name) {
        return new Terminal(folder.resolve(name), folder.resolve("locks"))
                .with("VARVE_STORE", store.sqlAlchemyUrl().replace("postgres@", "postgres:" + PASSWORD + "@"));
    }

    private String issue(String name, String role) {
        return anna.type("token", "issue", name, "--role", role).exits(0).out().strip();
    }

    private static String upgrade(String id) {
        return "{\"id\": \"" + id + "\", \"kind\": \"upgrade\", \"options\": {\"no-rehearsal\": \"true\"}}";
    }

    private static JsonNode tree(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private JsonNode order(ServerProcess server, String body) throws IOException, InterruptedException {
        return tree(202, server.json(operator, ORDERS, body));
    }

    /** As the server tells that started it. */
    private JsonNode end(ServerProcess server, String id) {
        return await().atMost(LONG)
                .until(
                        () -> tree(200, server.get(operator, "api/v1/orders/" + id)),
                        told -> !told.path("exitCode").isNull());
    }

    private void assertEndsWell(ServerProcess server, String id) {
        var order = end(server, id);
        assertThat(order.path("exitCode").asInt()).as(order.toString()).isZero();
    }

    private void awaitOutcome(ServerProcess server, String id, String outcome) {
        await().atMost(LONG)
                .until(
                        () -> JSON.readTree(server.get(operator, "api/v1/runs/" + id)
                                        .body())
                                .path("outcome")
                                .asString(""),
                        outcome::equals);
    }

    private void awaitSecondStep(Terminal home, String id) {
        var err = home.home().resolve("serve").resolve(id).resolve("err.log");
        await().atMost(LONG).until(() -> Files.readString(err).contains("step 2 of 2"));
    }

    private List<String> types() {
        return store.texts("SELECT payload_type FROM varve.domain_event ORDER BY global_index");
    }

    @Test
    void runOnceWhatBothWereGivenAndBothTellIt() throws Exception {
        GatedProject.of(folder).open();

        assertThat(order(annas, upgrade(Served.ID)).path("already").asBoolean()).isFalse();
        awaitOutcome(berts, Served.ID, "SUCCEEDED");
        assertThat(order(berts, upgrade(Served.ID)).path("already").asBoolean()).isTrue();

        assertEndsWell(annas, Served.ID);
        assertThat(types()).containsOnlyOnce("RunRequested", "RunSucceeded");
        assertThat(watched.database().objects()).containsExactly("done", "users");
        assertThat(store.texts("SELECT 1 FROM varve.domain_event WHERE convert_from(payload, 'UTF8')"
                        + " || convert_from(metadata, 'UTF8') LIKE '%" + PASSWORD + "%'"))
                .isEmpty();
        bert.type("verify").exits(0);
    }

    @Test
    void startAtTheOneWhatWasProposedAtTheOther() throws Exception {
        GatedProject.of(folder).open();
        var approver = issue("bela", "approver");
        var proposal = "{\"id\": \"" + Served.ID + "\", \"kind\": \"propose\", \"options\": {\"kind\": \"upgrade\"}}";
        order(annas, proposal);
        var approve = "{\"decision\": \"approve\"}";
        var path = "api/v1/targets/app/proposals/" + Served.ID;

        var started = tree(202, berts.json(approver, path, approve));

        var runId = started.path("runId").asString();
        assertThat(started.path("already").asBoolean()).isFalse();
        assertEndsWell(berts, runId);
        var again = tree(202, annas.json(approver, path, approve));
        assertThat(again.path("runId").asString()).isEqualTo(runId);
        assertThat(again.path("already").asBoolean()).isTrue();
        assertThat(types()).containsOnlyOnce("ProposalTakenUp", "RunRequested", "RunSucceeded");
        assertThat(watched.database().objects()).containsExactly("done", "users");
    }

    @Test
    void letARunGoOnWhenItsServerIsKilledAndTheOtherKnowsIt() throws Exception {
        order(annas, upgrade(Served.ID));
        awaitSecondStep(anna, Served.ID);

        annas.kill();
        var refused = tree(409, berts.json(operator, ORDERS, upgrade("20261122-101501-7f3a9c")));
        assertThat(refused.path("found").asString()).startsWith("run " + Served.ID + " of token:ann (process ");
        GatedProject.of(folder).open();

        awaitOutcome(berts, Served.ID, "SUCCEEDED");
        annas.close();
        annas = ServerProcess.of(anna);
        assertEndsWell(annas, Served.ID);
        assertThat(types()).containsOnlyOnce("RunRequested", "RunSucceeded").doesNotContain("RunInterrupted");
        bert.type("verify").exits(0);
    }

    @Test
    void tellThatARunWasInterruptedAndLeadBackWhereItsLedgerIs() throws Exception {
        order(annas, upgrade(Served.ID));
        awaitSecondStep(anna, Served.ID);

        annas.kill();
        killOrder(Served.ID);
        awaitOutcome(berts, Served.ID, "INTERRUPTED");
        GatedProject.of(folder).open();
        order(berts, resume("20261122-101501-7f3a9c"));
        var elsewhere = end(berts, "20261122-101501-7f3a9c");
        annas.close();
        annas = ServerProcess.of(anna);
        order(annas, resume("20261122-101502-7f3a9c"));

        assertEndsWell(annas, "20261122-101502-7f3a9c");
        assertThat(elsewhere.path("exitCode").asInt()).as(elsewhere.toString()).isEqualTo(4);
        assertThat(elsewhere.path("document").path("evidence").toString())
                .contains("the run's statement ledger is not in this home");
        assertThat(types()).containsOnlyOnce("RunInterrupted");
        assertThat(watched.database().objects()).containsExactly("done", "users");
        bert.type("verify").exits(0);
    }

    /** The command and its tool, as the machine's end would. */
    private void killOrder(String id) throws IOException, InterruptedException {
        var process =
                Files.readAllLines(anna.home().resolve("serve").resolve(id).resolve("process"));
        new ProcessBuilder("kill", "-KILL", "--", "-" + process.getFirst())
                .start()
                .waitFor();
    }

    private static String resume(String id) {
        return "{\"id\": \"" + id
                + "\", \"kind\": \"recover\", \"options\": {\"option\": \"resume\"}, \"confirmation\": \"app\"}";
    }

    @Test
    void letInWhomeverTheOthersOperatorNamedAndNobodyWhoseTokenWasRevoked() throws Exception {
        anna.type("user", "add", "cleo", "--role", "viewer", "--no-password").exits(0);
        assertThat(bert.type("user", "list").exits(0).out()).contains("cleo");
        tree(200, berts.get(operator, "api/v1/targets"));
        var id = bert.type("token", "list", "--json")
                .exits(0)
                .json()
                .get(0)
                .path("tokenId")
                .asString();

        bert.type("token", "revoke", id).exits(0);

        // What it may start is read from the events, what it may look at from the views, which follow them.
        assertThat(annas.json(operator, ORDERS, upgrade(Served.ID)).statusCode())
                .isIn(401, 403);
        await().atMost(LONG)
                .until(() -> annas.get(operator, "api/v1/targets").statusCode() == 401
                        && berts.get(operator, "api/v1/targets").statusCode() == 401);
        assertThat(types()).doesNotContain("RunRequested");
        bert.type("user", "remove", "cleo").exits(0);
        assertThat(anna.type("user", "list").exits(0).out()).startsWith("nobody may log in");
    }
}
