package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose record stands in PostgreSQL, on a server that is stopped in their middle. */
class SharedStoreTest {

    private static final String PASSWORD = "s3cr3t-of-the-store";

    @TempDir
    Path folder;

    private PostgresServer server;
    private PostgresTestDatabase store;
    private Watched watched;

    @BeforeEach
    void startTheServer() {
        server = PostgresServer.durableIn(folder);
        store = server.database();
    }

    @AfterEach
    void stopTheServer() {
        server.close();
    }

    private void watch(AlembicProjects project) {
        watched = new Watched(operator("anna"), SqliteFile.empty(folder.resolve("data/app.db")), project);
        watched.register(watched.terminal(), watched.database());
    }

    private Terminal operator(String name) {
        return new Terminal(folder.resolve(name), folder.resolve("locks"))
                .with("VARVE_STORE", store.sqlAlchemyUrl().replace("postgres@", "postgres:" + PASSWORD + "@"));
    }

    @Test
    void recordsAWholeLifeThereAndAnotherHomeSeesIt() throws IOException {
        watch(AlembicProjects.linear(folder.resolve("project")));

        watched.type("upgrade", "app").exits(0);
        watched.type("backup", "app").exits(0);
        watched.type("diagnose", "app").exits(0);

        var elsewhere = operator("bert");
        assertThat(elsewhere.type("status", "app").exits(0).out())
                .isEqualTo(watched.type("status", "app").exits(0).out());
        elsewhere.type("verify").exits(0);
        assertThat(types()).containsOnlyOnce("RunSucceeded").containsOnlyOnce("TargetRegistered");
        assertThat(watched.terminal().home().resolve("events.db")).doesNotExist();
        assertSecret();
    }

    @Test
    void keepsWhatItSawWhileTheServerIsAwayAndRecordsItOnceAtTheNextContact() throws IOException {
        watch(stoppingTheServer());
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        var stop = arm();

        var ended = watched.type("upgrade", "app", "--no-rehearsal").exits(6);
        stop.join();

        assertThat(ended.err())
                .contains("to reach schema varve of postgresql://localhost:" + server.port())
                .containsPattern("Nothing observed is lost: \\d observed facts wait for the event store in ")
                .doesNotContain(PASSWORD);
        assertThat(watched.database().objects()).containsExactly("one", "two", "two_more");
        server.startAgain();
        var before = types();
        assertThat(before).endsWith("StepStarted");

        assertThat(watched.type("diagnose", "app").exits(3).err())
                .containsPattern(
                        "\\d facts that were observed while the event store was out of reach are recorded now");

        assertThat(types())
                .startsWith(before.toArray(String[]::new))
                .containsSubsequence("StepStarted", "StepSucceeded", "RunInterrupted", "SpooledFactsAppended")
                .containsOnlyOnce("RunInterrupted");
        watched.type("verify").exits(0);
        watched.type("upgrade", "app", "--no-rehearsal").exits(0);
        assertThat(store.texts("SELECT count(*) FROM varve.domain_event"))
                .isEqualTo(store.texts("SELECT size FROM varve.log_head"));
    }

    @Test
    void anotherHomeSettlesTheRunOfAKilledOperatorAndGoesOn() {
        watched = GatedProject.in(folder);
        var anna = operator("operator");
        watched.register(anna, watched.database());
        var killed = GatedProject.reachTheSecondStep(anna.start("upgrade", "app"));
        killed.signal("KILL");
        killed.end().exits(137);
        await().until(() -> killed.alive().isEmpty());
        GatedProject.of(folder).open();
        var before = types();
        var bert = operator("bert");

        bert.type("diagnose", "app");
        bert.type("upgrade", "app").exits(0);

        assertThat(types())
                .startsWith(before.toArray(String[]::new))
                .containsOnlyOnce("RunInterrupted")
                .containsOnlyOnce("RunSucceeded");
        assertThat(watched.database().objects()).containsExactly("done", "users");
        bert.type("verify").exits(0);
    }

    @Test
    void severalHomesThatActAtOnceLeaveOneOrderAndNoGap() {
        watch(AlembicProjects.linear(folder.resolve("project")));
        watched.type("upgrade", "app").exits(0);
        var sessions = new ArrayList<Session>();
        for (int i = 0; i < 6; i++) {
            sessions.add(operator("operator" + i % 3).start("backup", "app", "--actor", "operator" + i));
        }

        var done = sessions.stream()
                .map(Session::end)
                .filter(ended -> ended.code() == 0)
                .count();

        assertThat(done).isPositive();
        assertThat(types().stream().filter("BackupProven"::equals)).hasSize(Math.toIntExact(done) + 1);
        assertThat(store.texts("SELECT count(*) FROM varve.domain_event"))
                .isEqualTo(store.texts("SELECT max(global_index) FROM varve.domain_event"))
                .isEqualTo(store.texts("SELECT size FROM varve.log_head"));
        watched.type("verify").exits(0);
    }

    @Test
    void movesAnEmbeddedHistoryThereAndGoesOn() {
        var embedded = new Watched(
                new Terminal(folder.resolve("anna"), folder.resolve("locks")),
                SqliteFile.empty(folder.resolve("data/app.db")),
                AlembicProjects.linear(folder.resolve("project")));
        embedded.register(embedded.terminal(), embedded.database());
        embedded.type("upgrade", "app").exits(0);
        var root = embedded.type("verify", "--json").json().path("rootHash").asString();

        var copied = embedded.type("store", "copy", "--to", store.sqlAlchemyUrl(), "--json")
                .exits(0)
                .json();

        assertThat(copied.path("rootHash").asString()).isEqualTo(root);
        var shared = operator("anna");
        assertThat(shared.type("verify", "--json")
                        .exits(0)
                        .json()
                        .path("rootHash")
                        .asString())
                .isEqualTo(root);
        assertThat(shared.type("history", "app").exits(0).out())
                .isEqualTo(embedded.type("history", "app").exits(0).out());
        shared.type("backup", "app").exits(0);
        var refused = embedded.type("store", "copy", "--to", store.sqlAlchemyUrl(), "--json")
                .exits(2)
                .json();
        assertThat(refused.path("error").path("code").asString()).isEqualTo("COPY_REFUSED");
        assertThat(embedded.type("store", "prepare", "--json").exits(2).out()).contains("STORE_UNSUPPORTED");
    }

    /** The second revision lets the server be stopped between its table and its end, if it is armed. */
    private AlembicProjects stoppingTheServer() {
        var script = new StringBuilder("op.execute('CREATE TABLE two (id INTEGER)')");
        script.append("\n    import os, time\n    if os.path.exists('" + armed() + "'):");
        script.append("\n        os.remove('" + armed() + "')");
        script.append("\n        while not os.path.exists('" + stopped() + "'): time.sleep(0.05)");
        script.append("\n    op.execute('CREATE TABLE two_more (id INTEGER)')");
        return AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "one", "op.execute('CREATE TABLE one (id INTEGER)')")
                .revision("b2", "a1", "two", script.toString())
                .revision("c3", "b2", "three", "op.execute('CREATE TABLE three (id INTEGER)')");
    }

    private Path armed() {
        return folder.resolve("armed");
    }

    private Path stopped() {
        return folder.resolve("stopped");
    }

    /** From now on the server stops as soon as the script asks for it. */
    private CompletableFuture<Void> arm() throws IOException {
        Files.createFile(armed());
        return CompletableFuture.runAsync(() -> {
            await().atMost(Duration.ofMinutes(3)).until(() -> Files.notExists(armed()));
            server.stopImmediately();
            try {
                Files.createFile(stopped());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    private List<String> types() {
        return store.texts("SELECT payload_type FROM varve.domain_event ORDER BY global_index");
    }

    /** Neither an event nor a file of the home repeats the store's password. */
    private void assertSecret() throws IOException {
        assertThat(store.texts("SELECT 1 FROM varve.domain_event WHERE convert_from(payload, 'UTF8')"
                        + " || convert_from(metadata, 'UTF8') LIKE '%" + PASSWORD + "%'"))
                .isEmpty();
        try (var files = Files.walk(watched.terminal().home())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as("%s", file)
                        .doesNotContain(PASSWORD);
            }
        }
    }
}
