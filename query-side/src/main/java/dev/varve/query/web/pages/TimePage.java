package dev.varve.query.web.pages;

import dev.varve.query.projection.Views;
import dev.varve.query.schema.SchemaAt;
import dev.varve.query.schema.SchemaHistory;
import dev.varve.query.timeline.Timeline;
import dev.varve.query.timeline.TimelineEntry;
import dev.varve.query.web.Unknown;
import dev.varve.query.web.past.Past;
import dev.varve.query.web.past.PastViews;
import dev.varve.query.web.past.Stops;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The time machine: a database as it was believed to be after any event of its history. */
@Controller
public class TimePage {

    private final Frames frames;
    private final Views views;
    private final PastViews past;
    private final SchemaHistory schemas;

    /**
     * What the page shows.
     *
     * @param place of the stop that is shown, from 0
     * @param schema {@code null} if nobody had told of any by then
     */
    public record Shown(String target, Stops stops, int place, Past past, SchemaAt schema) {

        public TimelineEntry here() {
            return stops.entries().get(place);
        }

        /** The stop so many further on; {@code null} if there is none. */
        public TimelineEntry next(int by) {
            int there = place + by;
            return there < 0 || there >= stops.entries().size()
                    ? null
                    : stops.entries().get(there);
        }
    }

    TimePage(Frames frames, Views views, PastViews past, SchemaHistory schemas) {
        this.frames = frames;
        this.views = views;
        this.past = past;
        this.schemas = schemas;
    }

    @GetMapping("/targets/{target}/time")
    Object show(@PathVariable String target, HttpServletRequest request) {
        var frame = frames.of(target, request);
        var stops = Stops.of(target, new Timeline(views));
        if (stops.entries().isEmpty()) {
            throw new Unknown("a target", target);
        }
        var slid = frame.address().value("stop");
        if (!slid.isEmpty()) {
            var entry = stops.entries()
                    .get(Math.min(Numbers.of(slid, 0), stops.entries().size() - 1));
            return "redirect:" + frame.address().without("stop").with("event", entry.sequence());
        }
        var asked = Numbers.of(frame.address().value("event"));
        int place = asked == null ? stops.entries().size() - 1 : stops.placeOf(asked);
        long sequence = stops.entries().get(place).sequence();
        var believed = past.after(target, sequence).orElseThrow(() -> new Unknown("a target", target));
        var schema = schemas.after(target, sequence).orElse(null);
        return Html.page("time", frame, new Shown(target, stops, place, believed, schema));
    }
}
