package dev.varve.query.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.varve.cli.Home;
import dev.varve.events.TargetEvent;
import dev.varve.query.AnyEvent;
import dev.varve.query.Dump;
import dev.varve.query.EveryProjection;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.query.projection.AsOf;
import dev.varve.query.projection.CatchUp;
import dev.varve.query.projection.SharedViewsSchema;
import dev.varve.query.projection.Views;
import dev.varve.store.PostgresAddress;
import dev.varve.store.PostgresEventStore;
import dev.varve.store.PostgresRights;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Several nodes over one store, and the read model that they share in a schema of its own. */
class SharedViewsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HOSTILE = "a'b\"; drop table timeline; --\n\u001b[31m\u202e \u0000 größe 表 👍";

    private final PostgresTestDatabase database = PostgresServer.shared().database();
    private final PostgresAddress store = PostgresAddress.of(database.sqlAlchemyUrl(), Map.of());
    private final Recorder recorder = Recorder.in(store);

    @TempDir
    private Path home;

    @AfterEach
    void close() {
        recorder.close();
    }

    @Test
    void holdWhatTheEmbeddedOnesHoldWhateverTheTextsAre() {
        recorder.record(AnyEvent.ofEveryType("plain")).record(AnyEvent.ofEveryType(HOSTILE.replace("\0", "")));
        recorder.record(new Story("shop").failedUpgradeAndRestore());
        try (var shared = Views.shared(SharedViewsSchema.of(store))) {
            catchUp(shared);

            assertThat(Dump.of(shared)).hasSizeGreaterThan(50).isEqualTo(expected());
        }
    }

    /** A shared store cannot hold it in a target's name, but in other texts. */
    @Test
    void holdAReplacementForANul() {
        recorder.because(Map.of("actor", HOSTILE)).record(new TargetEvent.TargetRetired("shop"));
        try (var shared = Views.shared(SharedViewsSchema.of(store))) {
            catchUp(shared);

            assertThat(database.texts("SELECT actor FROM varve_views.timeline"))
                    .containsExactly(HOSTILE.replace('\0', '\ufffd'));
        }
    }

    @Test
    void areMadeAndFilledOnceWhenSeveralComeAtOnce() throws Exception {
        int events = 3_000;
        recorder.record(Collections.nCopies(events, new TargetEvent.TargetRetired("shop")));
        var work = new ArrayList<Callable<Long>>();
        for (int i = 0; i < 4; i++) {
            work.add(() -> {
                try (var shared = Views.shared(SharedViewsSchema.of(store))) {
                    return catchUp(shared);
                }
            });
        }
        try (var threads = Executors.newFixedThreadPool(work.size())) {
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isEqualTo(events);
            }
        }
        assertThat(database.texts("SELECT count(*) || ' ' || count(DISTINCT sequence) FROM varve_views.timeline"))
                .containsExactly(events + " " + events);
    }

    @Test
    void areTheWorkOfOneNodeAndGoOverToAnotherWhenItIsKilled() throws IOException {
        recorder.record(new Story("shop").failedUpgradeAndRestore());
        try (var one = node("one");
                var other = node("other")) {
            await().atMost(PATIENCE).until(() -> one.owns(owner()) || other.owns(owner()));
            await().atMost(PATIENCE).until(() -> position() == 23);
            boolean oneWorks = one.owns(owner());
            var working = oneWorks ? one : other;
            var standingBy = oneWorks ? other : one;
            var itsLog = oneWorks ? "other" : "one";
            await().atMost(PATIENCE).until(() -> said(itsLog).contains("UP, views at event 23 of 23"));

            recorder.record(Collections.nCopies(5_000, new TargetEvent.TargetRetired("shop")));
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> position() > 23);
            working.kill();
            long killed = System.nanoTime();
            recorder.record(new Story("desk").failedUpgradeAndRestore());

            await().atMost(PATIENCE).until(() -> standingBy.owns(owner()));
            System.out.println("taken over " + (System.nanoTime() - killed) / 1_000_000 + " ms after the kill");
            await().atMost(PATIENCE).until(() -> position() == 5_046);
            try (var shared = Views.shared(SharedViewsSchema.of(store))) {
                assertThat(Dump.of(shared)).isEqualTo(expected());
            }
        }
    }

    @Test
    void areLeftToAnotherNodeAtOnceWhenTheirsIsStopped() {
        recorder.record(new Story("shop").failedUpgradeAndRestore());
        var one = start(store);
        await().atMost(PATIENCE).until(() -> position() == 23);
        var first = owner();
        try (var other = start(store)) {
            one.close();
            recorder.record(new TargetEvent.TargetRetired("shop"));

            await().atMost(PATIENCE).until(() -> position() == 24);
            assertThat(owner()).isNotNull().isNotEqualTo(first);
            assertThat(other.getBean(HealthLine.class).now().line()).isEqualTo("UP, views at event 24 of 24");
        }
        assertThat(owner()).isNull();
    }

    @Test
    void areMadeAnewUnderARunningNodeWhenTheirSchemaWasDropped() {
        recorder.record(new Story("shop").failedUpgradeAndRestore());
        try (var running = start(store)) {
            await().atMost(PATIENCE).until(() -> position() == 23);

            database.execute("DROP SCHEMA varve_views CASCADE");
            PostgresEventStore.prepare(store, new PostgresRights(List.of(), List.of()));

            await().atMost(PATIENCE).until(() -> position() == 23);
            assertThat(Dump.of(running.getBean(Views.class))).isEqualTo(expected());
        }
    }

    @Test
    void areWrittenByADashboardsRoleThatMayCreateNothingAndAlterNoEvent() throws Exception {
        recorder.record(new Story("shop").failedUpgradeAndRestore());
        var role = database.name() + "_dashboard";
        database.execute("CREATE ROLE " + role + " LOGIN");
        PostgresEventStore.prepare(store, new PostgresRights(List.of(), List.of(role)));
        try (var running = start(PostgresAddress.of(database.jdbcUrl(), Map.of("PGUSER", role)))) {
            await().atMost(PATIENCE).until(() -> position() == 23);
            assertThat(running.getBean(HealthLine.class).now().isUp()).isTrue();
        }
        try (var connection = database.open(role);
                var statement = connection.createStatement()) {
            for (var sql : List.of(
                    "UPDATE varve.domain_event SET payload_type = 'x'",
                    "DELETE FROM varve_views.flyway_schema_history",
                    "CREATE TABLE varve_views.theirs (id integer)")) {
                assertThatThrownBy(() -> statement.execute(sql)).as(sql).hasMessageContaining("permission denied");
            }
        }
        try (var files = Files.list(home)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void standInTheHomeOfANodeWhoseRoleMayOnlyRead() throws IOException {
        recorder.record(new Story("shop").failedUpgradeAndRestore());
        var role = database.name() + "_auditor";
        database.execute(
                "CREATE ROLE " + role + " LOGIN",
                "GRANT USAGE ON SCHEMA varve TO " + role,
                "GRANT SELECT ON ALL TABLES IN SCHEMA varve TO " + role);
        try (var running = start(PostgresAddress.of(database.jdbcUrl(), Map.of("PGUSER", role)))) {
            var health = running.getBean(HealthLine.class);
            await().atMost(PATIENCE).until(() -> health.now().line().equals("UP, views at event 23 of 23"));
            assertThat(Dump.of(running.getBean(Views.class))).isEqualTo(expected());
        }
        assertThat(database.texts("SELECT nspname FROM pg_namespace WHERE nspname = 'varve_views'"))
                .isEmpty();
        try (var files = Files.list(home)) {
            assertThat(files.map(file -> file.getFileName().toString())).anyMatch(name -> name.startsWith("views-"));
        }
    }

    private ConfigurableApplicationContext start(PostgresAddress address) {
        return Server.context(ServerPlace.here(new Home(home), address));
    }

    private NodeProcess node(String name) throws IOException {
        return NodeProcess.start(home.resolve(name), database.sqlAlchemyUrl(), home.resolve(name + ".log"));
    }

    private String said(String name) throws IOException {
        return Files.readString(home.resolve(name + ".log"));
    }

    private long catchUp(Views views) {
        return new CatchUp(recorder.feed(), views, EveryProjection.inOrder())
                .toHead()
                .sequence();
    }

    private List<String> expected() {
        try (var rebuilt = AsOf.replay(recorder.feed(), null, EveryProjection.inOrder())) {
            return Dump.of(rebuilt);
        }
    }

    private boolean isMade() {
        return !database.texts(
                        "SELECT 1 FROM pg_tables WHERE schemaname = 'varve_views' AND tablename = 'view_position'")
                .isEmpty();
    }

    private String owner() {
        return isMade()
                ? database.texts("SELECT owner FROM varve_views.view_position").getFirst()
                : null;
    }

    private long position() {
        return isMade()
                ? Long.parseLong(database.texts("SELECT sequence FROM varve_views.view_position")
                        .getFirst())
                : 0;
    }
}
