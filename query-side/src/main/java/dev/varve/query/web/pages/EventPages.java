package dev.varve.query.web.pages;

import dev.varve.cli.Json;
import dev.varve.query.projection.Views;
import dev.varve.query.timeline.EntryDocument;
import dev.varve.query.timeline.Timeline;
import dev.varve.query.timeline.TimelineEntry;
import dev.varve.query.timeline.TimelinePage;
import dev.varve.query.timeline.TimelineQuestion;
import dev.varve.query.web.Unknown;
import dev.varve.query.words.Moments;
import dev.varve.store.EventNames;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What is recorded, event by event. */
@Controller
public class EventPages {

    private static final int AT_ONCE = 50;
    private static final Set<String> STAMPS_AND_REFUSALS = Set.of(
            "StampRequested",
            "StampRefused",
            "StampApplied",
            "BaselineRefused",
            "BaselineApplied",
            "RepairRefused",
            "RepairApplied",
            "PreflightRefused",
            "LeaseRefused",
            "BackupRejected",
            "RecoveryAbandoned");

    private final Frames frames;
    private final Views views;

    /** What a list shows. */
    public record Shown(TimelinePage timeline, List<String> types) {}

    /** What the page of one event shows. */
    public record One(TimelineEntry entry, String json) {}

    EventPages(Frames frames, Views views) {
        this.frames = frames;
        this.views = views;
    }

    @GetMapping("/events")
    Html events(HttpServletRequest request) {
        var frame = frames.of("Events", request);
        var types = EventNames.ALL.all().stream()
                .map(EventNames.Named::name)
                .sorted()
                .toList();
        var type = frame.address().value("type");
        return list("events", frame, types.contains(type) ? Set.of(type) : Set.of(), types);
    }

    @GetMapping("/stamps")
    Html stamps(HttpServletRequest request) {
        return list("stamps", frames.of("Stamps and refusals", request), STAMPS_AND_REFUSALS, List.of());
    }

    @GetMapping("/events/{sequence}")
    Html event(@PathVariable long sequence, HttpServletRequest request) {
        var entry =
                new Timeline(views).at(sequence).orElseThrow(() -> new Unknown("an event", String.valueOf(sequence)));
        return Html.page(
                "event", frames.of("Event " + sequence, request), new One(entry, Json.text(EntryDocument.of(entry))));
    }

    private Html list(String page, Frame frame, Set<String> types, List<String> choices) {
        var address = frame.address();
        var now = frame.times().now();
        var question = new TimelineQuestion(
                address.given("target"),
                address.given("run"),
                types,
                since(address, now),
                until(address, now),
                address.given("text"));
        var before = Numbers.of(address.value("before"));
        var heard = before == null ? frame.listeningTo(address.value("target")) : frame;
        return Html.page(page, heard, new Shown(new Timeline(views).before(question, before, AT_ONCE), choices));
    }

    private static Instant since(Address address, Instant now) {
        return Moments.from("since", address.given("since"), now);
    }

    private static Instant until(Address address, Instant now) {
        return Moments.upTo("until", address.given("until"), now);
    }
}
