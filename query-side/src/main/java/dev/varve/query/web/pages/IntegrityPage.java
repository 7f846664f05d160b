package dev.varve.query.web.pages;

import dev.varve.query.projection.ViewHealth;
import dev.varve.query.web.integrity.LogProofs;
import dev.varve.store.DurableEventStore;
import dev.varve.store.LogHead;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Whether the log is whole and unaltered. */
@Controller
public class IntegrityPage {

    private final Frames frames;
    private final DurableEventStore store;
    private final ViewHealth.Source health;
    private final LogProofs proofs;

    /**
     * What the page shows.
     *
     * @param goingOnSince since when a proof goes on; {@code null} if none does
     * @param last {@code null} if there was none since the server started
     */
    public record Shown(LogHead head, ViewHealth views, Instant goingOnSince, LogProofs.Finished last) {}

    IntegrityPage(Frames frames, DurableEventStore store, ViewHealth.Source health, LogProofs proofs) {
        this.frames = frames;
        this.store = store;
        this.health = health;
        this.proofs = proofs;
    }

    @GetMapping("/integrity")
    Html show(HttpServletRequest request) {
        var shown = new Shown(
                store.log().head(),
                health.now(),
                proofs.goingOnSince().orElse(null),
                proofs.last().orElse(null));
        return Html.page("integrity", frames.of("Integrity", request), shown);
    }

    @PostMapping("/integrity")
    String prove() {
        proofs.begin();
        return "redirect:/integrity";
    }
}
