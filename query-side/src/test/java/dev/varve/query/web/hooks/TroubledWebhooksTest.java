package dev.varve.query.web.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.query.app.TestServer;
import dev.varve.query.projection.Views;
import dev.varve.query.timeline.Timeline;
import dev.varve.query.timeline.TimelineEntry;
import dev.varve.query.web.hooks.Troublemaker.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Addresses that do not behave, and a home that cannot be written. */
class TroubledWebhooksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    private String hook(String name, Troublemaker at, String timeout) throws IOException {
        return """
                    - name: %s
                      url: %s
                      events: [TargetRetired]
                      timeout: %s
                """.formatted(name, at.url(), timeout);
    }

    private void hooks(String... hooks) throws IOException {
        Files.writeString(home.resolve("server.yaml"), "varve:\n  webhooks:\n" + String.join("", hooks));
    }

    private static List<String> ids(TestServer server) {
        return new Timeline(server.bean(Views.class))
                .following(0, Set.of("TargetRetired"), 100).stream()
                        .map(TimelineEntry::eventId)
                        .toList();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"BODY_STALLS_AFTER_200", "NONE"},
            mode = EnumSource.Mode.EXCLUDE)
    void tellsAgainWhoDidNotTakeAnEventAndThenTheNext(Trouble trouble) throws IOException {
        try (var address = new Troublemaker(trouble)) {
            hooks(hook("chat", address, "1s"));
            try (var server = TestServer.in(home)) {
                server.tell(new TargetRetired("one"), new TargetRetired("two"));
                await().atMost(PATIENCE).until(() -> address.ids().size() >= 3);

                var ids = ids(server);
                assertThat(address.ids()).containsExactly(ids.getFirst(), ids.getFirst(), ids.getLast());
            }
        }
    }

    @Test
    void whoAnsweredThatItTookAnEventIsNotToldAgainWhereTheRestOfItsAnswerStalls() throws IOException {
        try (var address = new Troublemaker(Trouble.BODY_STALLS_AFTER_200, Trouble.BODY_STALLS_AFTER_200)) {
            hooks(hook("chat", address, "1s"));
            try (var server = TestServer.in(home)) {
                server.tell(new TargetRetired("one"), new TargetRetired("two"), new TargetRetired("three"));
                await().atMost(PATIENCE).until(() -> address.ids().size() >= 3);
                assertThat(address.ids()).isEqualTo(ids(server));
            }
        }
    }

    @Test
    void oneWhoDoesNotAnswerHoldsUpNoOther() throws IOException {
        try (var slow = new Troublemaker(Trouble.SILENT);
                var healthy = new Troublemaker()) {
            hooks(hook("a-slow", slow, "5m"), hook("b-healthy", healthy, "5m"));
            try (var server = TestServer.in(home)) {
                server.tell(new TargetRetired("one"));
                await().atMost(PATIENCE).until(() -> slow.ids().size() == 1);
                server.tell(new TargetRetired("two"), new TargetRetired("three"));
                await().atMost(PATIENCE).until(() -> healthy.ids().size() == 3);

                assertThat(healthy.ids()).isEqualTo(ids(server));
                assertThat(slow.ids()).containsExactly(ids(server).getFirst());
            }
        }
    }

    /** The address has the event, and the server has not heard of it. */
    @Test
    void tellsAgainByTheSameIdWhatWasTakenWhenTheServerStopped() throws IOException {
        try (var address = new Troublemaker(Trouble.SILENT)) {
            hooks(hook("chat", address, "5m"));
            try (var server = TestServer.in(home)) {
                server.tell(new TargetRetired("one"), new TargetRetired("two"));
                await().atMost(PATIENCE).until(() -> address.ids().size() == 1);
                server.restart();
                await().atMost(PATIENCE).until(() -> address.ids().size() >= 3);

                var ids = ids(server);
                assertThat(address.ids()).containsExactly(ids.getFirst(), ids.getFirst(), ids.getLast());
            }
        }
    }

    @Test
    void goesOnWhereItCannotBeWrittenDownCountsThatAndTriesAgain() throws IOException {
        try (var address = new Troublemaker()) {
            hooks(hook("chat", address, "1m"));
            try (var server = TestServer.in(home)) {
                server.tell(new TargetRetired("zero"));
                await().atMost(PATIENCE).until(() -> address.ids().size() == 1 && isWrittenDown(server));
                var obstacle = blocked();
                server.tell(new TargetRetired("one"));
                await().atMost(PATIENCE).until(() -> failures(server) > 0);
                server.tell(new TargetRetired("two"));
                await().atMost(PATIENCE).until(() -> address.ids().size() == 3);
                await().atMost(PATIENCE).until(() -> failures(server) > 2);

                Files.delete(obstacle);
                Files.delete(served());
                await().atMost(PATIENCE).until(() -> failures(server) == 0);
                server.restart();
                server.tell(new TargetRetired("three"));
                await().atMost(PATIENCE).until(() -> address.ids().size() >= 4);
                assertThat(address.ids()).isEqualTo(ids(server));
            }
        }
    }

    @Test
    void tellsEachEventOnceWhereTheViewsAreMadeAnew() throws IOException {
        try (var address = new Troublemaker()) {
            hooks(hook("chat", address, "1m"));
            try (var server = TestServer.in(home)) {
                server.tell(new TargetRetired("one"), new TargetRetired("two"));
                await().atMost(PATIENCE).until(() -> address.ids().size() == 2);
                server.record(new TargetRetired("three"));
                try (var transaction = server.bean(Views.class).begin()) {
                    transaction.clear();
                    transaction.commit();
                }
                server.tell(new TargetRetired("four"));
                await().atMost(PATIENCE).until(() -> address.ids().size() >= 4);
                assertThat(address.ids()).isEqualTo(ids(server));
            }
        }
    }

    @Test
    void waitsUntilWhatItWroteDownCanBeRead() throws IOException {
        try (var address = new Troublemaker()) {
            hooks(hook("chat", address, "1m"));
            Files.createDirectories(served().getParent());
            Files.writeString(served(), "nonsense\n");
            try (var server = TestServer.in(home)) {
                server.tell(new TargetRetired("one"));
                await().atMost(PATIENCE).until(() -> failures(server) > 0);
                Files.writeString(served(), "0\n");

                await().atMost(PATIENCE).until(() -> failures(server) == 0);
                assertThat(address.ids()).isEqualTo(ids(server)).hasSize(1);
            }
        }
    }

    /** Up to where the views are, so that nothing is written until something comes. */
    private boolean isWrittenDown(TestServer server) throws IOException {
        var position = server.bean(Views.class).position().sequence();
        return Files.readString(served()).strip().equals(String.valueOf(position));
    }

    /** No user may write over a folder, the one who runs the tests as root neither. */
    private Path blocked() throws IOException {
        Files.delete(served());
        Files.createDirectory(served());
        return Files.createFile(served().resolve("obstacle"));
    }

    private Path served() {
        return home.resolve("webhooks").resolve("chat.served");
    }

    private static long failures(TestServer server) {
        return server.bean(Couriers.class).failures().get("chat");
    }
}
