package dev.varve.query.web.pages;

import dev.varve.query.projection.Views;
import dev.varve.query.status.Statuses;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where an auditor says which evidence to take out. */
@Controller
public class ReportsPage {

    private final Frames frames;
    private final Views views;

    /** What can be chosen. */
    public record Choices(List<String> targets) {}

    ReportsPage(Frames frames, Views views) {
        this.frames = frames;
        this.views = views;
    }

    @GetMapping("/reports")
    Html form(HttpServletRequest request) {
        return Html.page("reports", frames.of("Reports", request), new Choices(new Statuses(views).names()));
    }
}
