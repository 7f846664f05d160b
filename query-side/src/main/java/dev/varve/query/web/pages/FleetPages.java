package dev.varve.query.web.pages;

import dev.varve.query.web.fleet.Fleet;
import dev.varve.query.web.fleet.FleetLine;
import dev.varve.query.web.fleet.FleetOrder;
import dev.varve.query.web.fleet.FleetPage;
import dev.varve.query.web.fleet.FleetQuestion;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** All databases at a glance, and those that need somebody. */
@Controller
public class FleetPages {

    private static final int AT_ONCE = 100;

    private final Frames frames;
    private final Fleet fleet;

    /** What the fleet's page shows. */
    public record Shown(FleetPage fleet, FleetQuestion question) {

        public boolean hasMore() {
            return question.offset() + fleet.lines().size() < fleet.total();
        }

        public int atOnce() {
            return AT_ONCE;
        }
    }

    /** One that needs somebody, and what to do. */
    public record InNeed(FleetLine line, NextStep next) {}

    FleetPages(Frames frames, Fleet fleet) {
        this.frames = frames;
        this.fleet = fleet;
    }

    @GetMapping("/")
    Html fleet(HttpServletRequest request) {
        var frame = frames.of("Fleet", request).listeningTo("");
        var question = question(frame.address());
        return Html.page("fleet", frame, new Shown(fleet.page(question), question));
    }

    @GetMapping("/attention")
    Html attention(HttpServletRequest request) {
        var frame = frames.of("Needs attention", request).listeningTo("");
        List<InNeed> inNeed = fleet.all().stream()
                .filter(line -> line.health().needsSomebody())
                .sorted(Comparator.comparing(FleetLine::health).thenComparing(FleetLine::target))
                .map(line -> new InNeed(line, NextStep.of(line.status())))
                .toList();
        return Html.page("attention", frame, inNeed);
    }

    private static FleetQuestion question(Address address) {
        return new FleetQuestion(
                address.given("health"),
                address.given("version"),
                address.given("tool"),
                address.given("name"),
                FleetOrder.of(address.value("order")),
                address.value("reversed").equals("true"),
                Numbers.of(address.value("offset"), 0),
                AT_ONCE);
    }
}
