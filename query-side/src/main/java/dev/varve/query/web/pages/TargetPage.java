package dev.varve.query.web.pages;

import dev.varve.query.findings.FindingView;
import dev.varve.query.findings.Findings;
import dev.varve.query.projection.Views;
import dev.varve.query.status.StatusView;
import dev.varve.query.status.Statuses;
import dev.varve.query.timeline.Timeline;
import dev.varve.query.timeline.TimelineEntry;
import dev.varve.query.timeline.TimelineQuestion;
import dev.varve.query.web.Unknown;
import dev.varve.server.Operations;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One database: what is believed of it, why, and what to do next. */
@Controller
public class TargetPage {

    private static final int LATEST = 10;

    private final Frames frames;
    private final Views views;
    private final Optional<Operations> operations;

    /**
     * What the page shows.
     *
     * @param order the id that a form of this page carries, so that it is carried out once however often it is sent
     */
    public record Shown(
            StatusView status, NextStep next, List<FindingView> findings, List<TimelineEntry> latest, String order) {}

    TargetPage(Frames frames, Views views, Optional<Operations> operations) {
        this.frames = frames;
        this.views = views;
        this.operations = operations;
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
                        operations.map(Operations::freshId).orElse("")));
    }
}
