package dev.varve.query.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.varve.cli.Home;
import dev.varve.events.TargetEvent;
import dev.varve.query.Dump;
import dev.varve.query.EveryProjection;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.query.projection.AsOf;
import dev.varve.query.projection.CatchUp;
import dev.varve.query.projection.Views;
import dev.varve.store.PostgresAddress;
import dev.varve.store.SqliteAddress;
import dev.varve.store.StoreMissing;
import dev.varve.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

class QueryApplicationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Story story = new Story("shop");

    @TempDir
    private Path home;

    private Recorder recorder;

    @BeforeEach
    void open() {
        recorder = Recorder.in(home);
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    private static ConfigurableApplicationContext start(Path home) {
        return Server.context(ServerPlace.here(new Home(home), new SqliteAddress(home.resolve("events.db"))));
    }

    @Test
    void followsTheLogByTheSameProjectionsAsTheCommandLine() {
        recorder.record(story.failedUpgradeAndRestore());
        try (var running = start(home);
                var expected = Views.inMemory()) {
            var health = running.getBean(HealthLine.class);
            await().atMost(PATIENCE).until(() -> health.now().line().equals("UP, views at event 23 of 23"));

            recorder.record(Collections.nCopies(1_200, new TargetEvent.TargetRetired("shop")));
            await().atMost(PATIENCE).until(() -> health.now().line().equals("UP, views at event 1223 of 1223"));

            new CatchUp(recorder.feed(), expected, EveryProjection.inOrder()).toHead();
            assertThat(Dump.of(running.getBean(Views.class))).isEqualTo(Dump.of(expected));
        }
    }

    @Test
    void followsALogInPostgres() {
        var store = PostgresAddress.of(PostgresServer.shared().database().sqlAlchemyUrl(), Map.of());
        try (var shared = Recorder.in(store);
                var running = Server.context(ServerPlace.here(new Home(home), store));
                var expected = Views.inMemory()) {
            shared.record(story.failedUpgradeAndRestore());

            var health = running.getBean(HealthLine.class);
            await().atMost(PATIENCE).until(() -> health.now().line().equals("UP, views at event 23 of 23"));
            new CatchUp(shared.feed(), expected, EveryProjection.inOrder()).toHead();
            assertThat(Dump.of(running.getBean(Views.class))).isEqualTo(Dump.of(expected));
        }
    }

    @Test
    void holdsTheClaimWhileItRunsAndReleasesItWhenItStops() {
        recorder.record(story.registered());
        try (var running = start(home)) {
            var views = running.getBean(Views.class);
            await().atMost(PATIENCE).until(() -> views.claim().owner() != null);
            assertThat(views.claim().owner()).startsWith(ProcessHandle.current().pid() + "-");
        }
        try (var views = Views.open(home.resolve("views.db"))) {
            assertThat(views.claim().owner()).isNull();
        }
    }

    @Test
    void stopsLoudlyAtAnEventThatAProjectionCannotTakeInAndNeverGoesPastIt() {
        recorder.record(story.registered());
        recorder.record(new TargetEvent.BackupProven("shop", "R", "B", "s", "f", null));
        recorder.record(new TargetEvent.TargetRetired("shop"));
        try (var running = start(home)) {
            var health = running.getBean(HealthLine.class);
            await().atMost(PATIENCE).until(() -> !health.now().isUp());
            assertThat(health.now().line())
                    .matches(
                            "DOWN, views at event [01] of 3: expected the view 'timeline' to take in event 2 \\(BackupProven, .*");
            assertThat(running.getBean(Views.class).position().sequence()).isLessThan(2);
        }
    }

    @Test
    void goesOnFromTheStartWhenTheViewsAreRebuiltUnderIt() {
        recorder.record(story.failedUpgradeAndRestore());
        try (var running = start(home);
                var expected = AsOf.replay(recorder.feed(), null, EveryProjection.inOrder())) {
            var views = running.getBean(Views.class);
            await().atMost(PATIENCE).until(() -> views.position().sequence() == 23);
            try (var transaction = views.begin()) {
                transaction.clear();
                transaction.commit();
            }
            recorder.record(new TargetEvent.TargetRetired("shop"));
            new CatchUp(recorder.feed(), expected, EveryProjection.inOrder()).toHead();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Dump.of(views)).isEqualTo(Dump.of(expected)));
        }
    }

    @Test
    void isWiredByHandAndLeavesNothingToFallbacksInMemory() {
        recorder.record(story.registered());
        try (var running = start(home)) {
            assertThat(running.getBeansOfType(TokenStore.class)).isEmpty();
            assertThat(running.getBeanNamesForType(ViewProcessor.class)).hasSize(1);
            assertThat(running.getBeanDefinitionNames()).noneMatch(name -> name.contains("axon"));
        }
    }

    @Test
    void refusesToStartWithoutAStore(@TempDir Path empty) {
        assertThatThrownBy(() -> start(empty))
                .hasRootCauseInstanceOf(StoreMissing.class)
                .rootCause()
                .hasMessageStartingWith("expected an event store at " + empty.resolve("events.db"));
    }
}
