package dev.varve.query.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.query.app.Browser;
import dev.varve.query.app.TestServer;
import dev.varve.query.projection.Views;
import dev.varve.query.timeline.Timeline;
import dev.varve.server.Role;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsEtagTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EVENTS = "/api/v1/events?type=TargetRetired";

    @TempDir
    private Path home;

    /** Each time the views are set back to before the last two events, as where they are made anew; the server takes those in again. */
    @Test
    void anAnswerFromViewsThatAreMadeAnewNeverStandsForTheWholeOne() {
        try (var server = TestServer.in(home)) {
            server.tell(new TargetRetired("one"));
            var before = server.bean(Views.class).position();
            server.tell(new TargetRetired("two"), new TargetRetired("three"));
            var program = program(server);
            await().atMost(PATIENCE).until(() -> !tag(program.get(EVENTS)).isEmpty());
            var whole = program.get(EVENTS);
            var partly = new ArrayList<HttpResponse<String>>();

            await().atMost(PATIENCE).until(() -> {
                setBack(server.bean(Views.class), before.sequence(), before.eventId());
                var answer = program.get(EVENTS);
                if (!answer.body().equals(whole.body())) {
                    partly.add(answer);
                }
                return partly.size() >= 5;
            });

            assertThat(partly).allSatisfy(answer -> {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("one").doesNotContain("three");
                assertThat(tag(answer)).isNotEqualTo(tag(whole));
            });
            server.restart();
            server.tell();
            var again = program(server);
            await().atMost(PATIENCE).until(() -> tag(again.get(EVENTS)).equals(tag(whole)));
            assertThat(again.get(EVENTS).body()).isEqualTo(whole.body());
        }
    }

    @Test
    void theTagNamesTheEventSoThatAnotherLogOfTheSameLengthHasAnother() {
        try (var server = TestServer.in(home)) {
            server.tell(new TargetRetired("one"));
            var last = server.bean(Views.class).position();
            assertThat(new Timeline(server.bean(Views.class)).at(last.sequence()))
                    .hasValueSatisfying(entry -> assertThat(entry.eventId()).isEqualTo(last.eventId()));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(tag(program(server).get(EVENTS)))
                            .startsWith("W/\"" + last.sequence() + "-" + last.eventId() + "-"));
        }
    }

    @Test
    void headHasTheSameTagAndWhatIsNotThereHasNone() {
        try (var server = TestServer.in(home)) {
            server.tell(new TargetRetired("one"));
            var program = program(server);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(tag(program.ask("HEAD", EVENTS, "")))
                            .isNotEmpty()
                            .isEqualTo(tag(program.get(EVENTS))));

            var none = program.get("/api/v1/targets/none");
            assertThat(none.statusCode()).isEqualTo(404);
            assertThat(tag(none)).isEmpty();
            assertThat(none.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
    }

    private static void setBack(Views views, long sequence, String eventId) {
        views.ask(connection -> {
            connection.setAutoCommit(false);
            try (var delete = connection.prepareStatement("delete from timeline where sequence > ?");
                    var move = connection.prepareStatement("update view_position set sequence = ?, event_id = ?")) {
                delete.setLong(1, sequence);
                delete.executeUpdate();
                move.setLong(1, sequence);
                move.setString(2, eventId);
                move.executeUpdate();
                connection.commit();
            }
            return sequence;
        });
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElse("");
    }

    private static Browser program(TestServer server) {
        return server.program(server.token(Role.VIEWER));
    }
}
