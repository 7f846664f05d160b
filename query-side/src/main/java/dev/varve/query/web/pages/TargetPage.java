package dev.varve.query.web.pages;

import dev.varve.query.findings.FindingView;
import dev.varve.query.findings.Findings;
import dev.varve.query.projection.Views;
import dev.varve.query.proposals.Proposal;
import dev.varve.query.proposals.Proposals;
import dev.varve.query.status.StatusView;
import dev.varve.query.status.Statuses;
import dev.varve.query.timeline.Timeline;
import dev.varve.query.timeline.TimelineEntry;
import dev.varve.query.timeline.TimelineQuestion;
import dev.varve.query.web.Unknown;
import dev.varve.query.web.orders.OrderDesk;
import dev.varve.store.DurableEventStore;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One database: what is believed of it, why, and what to do next. */
@Controller
public class TargetPage {

    private static final int LATEST = 10;

    private final Frames frames;
    private final Views views;
    private final DurableEventStore store;
    private final OrderDesk desk;

    /**
     * What the page shows.
     *
     * @param proposals those that somebody may still decide about
     */
    public record Shown(
            StatusView status,
            NextStep next,
            List<FindingView> findings,
            List<TimelineEntry> latest,
            List<Proposal> proposals,
            OrderDesk desk) {

        /** The id that one form carries, so that it is carried out once however often it is sent. */
        public String order() {
            return desk.freshId();
        }
    }

    TargetPage(Frames frames, Views views, DurableEventStore store, OrderDesk desk) {
        this.frames = frames;
        this.views = views;
        this.store = store;
        this.desk = desk;
    }

    @GetMapping("/targets/{target}")
    Html show(@PathVariable String target, HttpServletRequest request) {
        var frame = frames.of(target, request).listeningTo(target);
        var status = new Statuses(views).of(target).orElseThrow(() -> new Unknown("a target", target));
        return Html.page(
                "target",
                frame,
                new Shown(
                        status,
                        NextStep.of(status),
                        new Findings(views).of(target),
                        new Timeline(views)
                                .before(TimelineQuestion.EVERYTHING.ofTarget(target), null, LATEST)
                                .entries(),
                        Proposals.of(target, store.log()).openAt(frame.times().now()),
                        desk));
    }
}
