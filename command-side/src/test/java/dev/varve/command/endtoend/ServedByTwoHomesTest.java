package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.server.Order;
import dev.varve.server.Started;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two servers are given at the same moment, each with a home of its own: nothing but their store in PostgreSQL is between them. */
class ServedByTwoHomesTest {

    @TempDir
    Path folder;

    private PostgresTestDatabase store;
    private Watched watched;
    private Terminal anna;
    private Terminal bert;
    private Served annas;
    private Served berts;

    @BeforeEach
    void serve() {
        store = PostgresServer.shared().database();
        anna = operator("anna");
        bert = operator("bert");
        watched = GatedProject.in(folder, anna);
        GatedProject.of(folder).open();
        annas = Served.by(anna);
        berts = Served.by(bert);
    }

    @AfterEach
    void close() {
        annas.close();
        berts.close();
    }

    private Terminal operator(String name) {
        return new Terminal(folder.resolve(name), folder.resolve("locks")).with("VARVE_STORE", store.sqlAlchemyUrl());
    }

    private static Order order(Order.Kind kind, String actor, Map<String, String> options) {
        return new Order(Served.ID, "app", kind, options, null, actor, null, null);
    }

    /** On a busy machine a server may answer before its command found that it came too late; asked again, both know. */
    private void assertOneRun(String runId, List<Order> again) throws Exception {
        annas.awaitRecorded("LeaseReleased");
        assertThat(annas.start(again.getFirst())).isEqualTo(new Started(runId, true));
        assertThat(berts.start(again.getLast())).isEqualTo(new Started(runId, true));
        assertThat(annas.recorded("RunRequested")).hasSize(1);
        assertThat(annas.recorded("RunSucceeded")).hasSize(1);
        assertThat(watched.database().objects()).containsExactly("done", "users");
        var ends = Stream.of(annas, berts)
                .flatMap(server -> server.operations().outcome(runId).stream())
                .toList();
        assertThat(ends)
                .singleElement()
                .satisfies(end -> assertThat(end.exitCode()).isZero());
        assertThat(anna.home().resolve("faults")).doesNotExist();
        assertThat(bert.home().resolve("faults")).doesNotExist();
        bert.type("verify").exits(0);
    }

    @Test
    void isCarriedOutOnceAndNeitherServerTellsThatItFailed() throws Exception {
        var order = order(Order.Kind.UPGRADE, "ann", Map.of());

        var answers = Served.atOnce(() -> annas.start(order), () -> berts.start(order));

        assertThat(answers).extracting(Started::runId).containsOnly(Served.ID);
        assertOneRun(Served.ID, List.of(order, order));
    }

    @Test
    void isStartedOnceWhenOneApprovesItHereAndAnotherThere() throws Exception {
        annas.start(order(Order.Kind.PROPOSE, "ann", Map.of("kind", "upgrade")));
        var belas = order(Order.Kind.APPROVE, "bela", Map.of("proposal", Served.ID));
        var cleos = order(Order.Kind.APPROVE, "cleo", Map.of("proposal", Served.ID));

        var answers = Served.atOnce(() -> annas.start(belas), () -> berts.start(cleos));

        var runId = answers.getFirst().runId();
        assertThat(answers).extracting(Started::runId).containsOnly(runId);
        assertThat(annas.recorded("ProposalTakenUp")).hasSize(1);
        assertOneRun(runId, List.of(belas, cleos));
    }

    @Test
    void isRefusedByTheSecondWhereItIsSomethingElse() throws Exception {
        annas.start(order(Order.Kind.REHEARSE, "ann", Map.of()));
        annas.awaitRecorded("RunRequested");

        var refused = berts.refused(order(Order.Kind.UPGRADE, "ann", Map.of()));

        assertThat(refused).hasMessage("expected an id of its own for upgrade app, found that of rehearse app");
        assertThat(annas.end(Served.ID).exitCode()).isZero();
        assertThat(watched.database().objects()).isEmpty();
    }
}
