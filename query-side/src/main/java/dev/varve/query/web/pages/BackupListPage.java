package dev.varve.query.web.pages;

import dev.varve.query.backups.BackupView;
import dev.varve.query.backups.Backups;
import dev.varve.query.projection.Views;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Backups, with their proofs and ages: of one database all of them, of the fleet the newest. */
@Controller
public class BackupListPage {

    private static final int AT_ONCE = 100;

    private final Frames frames;
    private final Views views;

    /** What the page shows. {@code older}: where to go on; {@code null} if there are none. */
    public record Shown(List<BackupView> backups, Long older) {}

    BackupListPage(Frames frames, Views views) {
        this.frames = frames;
        this.views = views;
    }

    @GetMapping("/backups")
    Html backups(HttpServletRequest request) {
        var frame = frames.of("Backups", request);
        var target = frame.address().value("target");
        var before = Numbers.of(frame.address().value("before"));
        var found = new Backups(views).newest(target.isEmpty() ? null : target, before, AT_ONCE + 1);
        var shown = found.subList(0, Math.min(AT_ONCE, found.size()));
        var older = found.size() > AT_ONCE ? shown.getLast().sequence() : null;
        return Html.page("backups", before == null ? frame.listeningTo(target) : frame, new Shown(shown, older));
    }
}
