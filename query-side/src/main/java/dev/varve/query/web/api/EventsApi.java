package dev.varve.query.web.api;

import dev.varve.query.projection.Views;
import dev.varve.query.timeline.EntryDocument;
import dev.varve.query.timeline.Timeline;
import dev.varve.query.timeline.TimelineQuestion;
import dev.varve.query.web.Unknown;
import dev.varve.query.words.Moments;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The recorded events, as {@code varve history --json} prints them. */
@RestController
class EventsApi {

    private final Views views;
    private final Clock clock;

    EventsApi(Views views, Clock clock) {
        this.views = views;
        this.clock = clock;
    }

    /** Those after a sequence, in sequence order: whoever goes on with the last one's misses none. */
    @GetMapping("/api/v1/events")
    @Operation(
            summary = "Events after a sequence, in sequence order",
            description = "Go on with the sequence of the last one: none is missed while events are recorded.")
    List<Map<String, Object>> events(
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = Limit.USUAL) int limit,
            @RequestParam(required = false) String target,
            @RequestParam(required = false) String run,
            @RequestParam(required = false) Set<String> type,
            @RequestParam(required = false) String since,
            @RequestParam(required = false) String until) {
        var now = clock.instant();
        var question = new TimelineQuestion(
                target,
                run,
                type == null ? Set.of() : type,
                Moments.from("since", since, now),
                Moments.upTo("until", until, now),
                null);
        return new Timeline(views)
                .following(question, after, Limit.of(limit)).stream()
                        .map(EntryDocument::of)
                        .toList();
    }

    /** Likewise, of one database. */
    @GetMapping("/api/v1/targets/{target}/events")
    @Operation(summary = "Events of one database")
    List<Map<String, Object>> eventsOfTarget(
            @PathVariable String target,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = Limit.USUAL) int limit) {
        return events(after, limit, target, null, null, null, null);
    }

    @GetMapping("/api/v1/events/{sequence}")
    @Operation(summary = "One event")
    Map<String, Object> event(@PathVariable long sequence) {
        return new Timeline(views)
                .at(sequence)
                .map(EntryDocument::of)
                .orElseThrow(() -> new Unknown("an event", String.valueOf(sequence)));
    }
}
