package dev.varve.query.web.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Json;
import dev.varve.query.timeline.TimelineEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!channel> <@U123> *bold* _it_ `code` <https://evil.example|click>",
                "a\"b\\c\n\u0000\u001b[31m\u202e",
                "😀 & < >"
            })
    void whatStandsInAnEventIsTextForSlackAndNothingElse(String hostile) {
        var message = slack(hostile, hostile);

        assertThat((String) message.get("text")).doesNotContain("<", ">", "\n", "\u001b");
        assertThat(texts(message)).hasSize(2).allSatisfy(text -> {
            assertThat(text.get("type")).isEqualTo("plain_text");
            assertThat((String) text.get("text")).doesNotContain("\u0000", "\u001b", "\u202e");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "😀", "x😀", "\u0000"})
    void aLongTextIsCutToWhatSlackTakesAndStaysText(String of) {
        var message = slack(of.repeat(5_000), of.repeat(5_000));

        assertThat(texts(message)).allSatisfy(text -> {
            var said = (String) text.get("text");
            assertThat(said.length()).isLessThanOrEqualTo(3_000);
            assertThat(said).isEqualTo(new String(said.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        });
        assertThat(((String) message.get("text")).length()).isLessThanOrEqualTo(3_000);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> slack(String target, String summary) {
        var entry = new TimelineEntry(
                7, "e-7", "RunFailed", Instant.parse("2026-11-22T12:00:00Z"), summary, target, "R1", summary, "{}");
        return (Map<String, Object>) Json.parse(Message.of(entry, "slack"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> texts(Map<String, Object> message) {
        var blocks = (List<Map<String, Object>>) message.get("blocks");
        return List.of(
                (Map<String, Object>) blocks.getFirst().get("text"),
                ((List<Map<String, Object>>) blocks.getLast().get("elements")).getFirst());
    }
}
