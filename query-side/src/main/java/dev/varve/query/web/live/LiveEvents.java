package dev.varve.query.web.live;

import dev.varve.cli.Json;
import dev.varve.query.projection.Views;
import dev.varve.query.timeline.EntryDocument;
import dev.varve.query.timeline.Timeline;
import dev.varve.query.timeline.TimelineEntry;
import dev.varve.query.timeline.TimelineQuestion;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The events as they are recorded, each once and in order, with its sequence as id and its type as name. */
@RestController
class LiveEvents {

    private static final int PAGE = 200;

    private final LiveStreams streams;
    private final ViewsTail tail;
    private final Timeline timeline;

    LiveEvents(LiveStreams streams, Views views, ViewsTail tail) {
        this.streams = streams;
        this.tail = tail;
        this.timeline = new Timeline(views);
    }

    /**
     * Begins with what comes next; or after the event that {@code Last-Event-ID} or {@code after} names.
     *
     * @param type those types alone
     */
    @GetMapping(path = "/api/v1/events/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Events as they are recorded, as server-sent events",
            description = "Comes back with Last-Event-ID and misses none.")
    SseEmitter stream(
            @RequestParam(required = false) String target,
            @RequestParam(required = false) Set<String> type,
            @RequestParam(required = false) Long after,
            @RequestHeader(name = "Last-Event-ID", required = false) Long lastSeen,
            HttpMethod asked) {
        var question = new TimelineQuestion(target, null, type == null ? Set.of() : type, null, null, null);
        return streams.open(
                asked, lastSeen != null ? lastSeen : after, (emitter, from, to) -> send(emitter, question, from, to));
    }

    private long send(SseEmitter emitter, TimelineQuestion question, long from, long to) throws IOException {
        var entries = timeline.following(question, from, PAGE);
        // Where the views are made anew meanwhile, what is not there may come yet.
        boolean all = entries.size() < PAGE && tail.hold(to);
        for (var entry : entries) {
            emitter.send(SseEmitter.event()
                    .id(String.valueOf(entry.sequence()))
                    .name(entry.type())
                    .data(Json.line(EntryDocument.of(entry)), MediaType.TEXT_PLAIN));
        }
        return all ? Math.max(to, last(entries, from)) : last(entries, from);
    }

    private static long last(List<TimelineEntry> entries, long otherwise) {
        return entries.isEmpty() ? otherwise : entries.getLast().sequence();
    }
}
