package dev.varve.query.web.pages;

import dev.varve.query.projection.Views;
import dev.varve.query.runs.Runs;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The runs that there were, the newest first. */
@Controller
public class RunListPage {

    private static final int AT_ONCE = 50;
    private static final List<String> KINDS =
            List.of("upgrade", "downgrade", "rehearse", "restore", "recover", "stamp", "repair");
    private static final List<String> OUTCOMES = List.of(
            "SUCCEEDED",
            "REFUSED",
            "FAILED_UNCHANGED",
            "FAILED_NEEDS_RECOVERY",
            "INTERRUPTED",
            "RECOVERED",
            Runs.WITHOUT_AN_END);

    private final Frames frames;
    private final Views views;

    /** What the page shows. */
    public record Shown(Runs.Page page, List<String> kinds, List<String> outcomes) {}

    RunListPage(Frames frames, Views views) {
        this.frames = frames;
        this.views = views;
    }

    @GetMapping("/runs")
    Html runs(HttpServletRequest request) {
        var frame = frames.of("Runs", request);
        var address = frame.address();
        var question = new Runs.Question(address.given("target"), address.given("kind"), address.given("outcome"));
        var before = Numbers.of(address.value("before"));
        var page = new Runs(views).before(question, before, AT_ONCE);
        var heard = before == null ? frame.listeningTo(address.value("target")) : frame;
        return Html.page("runs", heard, new Shown(page, KINDS, OUTCOMES));
    }
}
