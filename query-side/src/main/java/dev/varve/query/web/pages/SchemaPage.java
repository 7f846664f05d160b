package dev.varve.query.web.pages;

import dev.varve.query.projection.Views;
import dev.varve.query.schema.SchemaAt;
import dev.varve.query.schema.SchemaDifference;
import dev.varve.query.schema.SchemaHistory;
import dev.varve.query.schema.Standing;
import dev.varve.query.status.Statuses;
import dev.varve.query.web.Unknown;
import dev.varve.query.web.past.KeptAnswers;
import dev.varve.query.web.past.ToldUpTo;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A database's schema at a time, and what differs between two times. */
@Controller
public class SchemaPage {

    private static final int CHOICES = 200;
    private static final int KEPT = 1_000;

    private final Frames frames;
    private final Views views;
    private final SchemaHistory schemas;
    private final KeptAnswers<ToldUpTo, List<Standing>> kept = new KeptAnswers<>(KEPT);

    /**
     * What the page shows.
     *
     * @param choices the schemas that it is known to have had, the newest first
     * @param at the one that is shown; {@code null} if none is known
     * @param other the one that it is compared with; {@code null} if with none
     * @param difference from the earlier to the later; {@code null} if one of them is not kept
     */
    public record Shown(
            String target, List<Standing> choices, SchemaAt at, SchemaAt other, SchemaDifference difference) {

        public boolean isComparing() {
            return other != null;
        }
    }

    SchemaPage(Frames frames, Views views, SchemaHistory schemas) {
        this.frames = frames;
        this.views = views;
        this.schemas = schemas;
    }

    @GetMapping("/targets/{target}/schema")
    Html show(@PathVariable String target, HttpServletRequest request) {
        var frame = frames.of(target, request);
        var status = new Statuses(views).of(target).orElseThrow(() -> new Unknown("a target", target));
        var standings = kept.of(new ToldUpTo(target, status.sequence()), () -> schemas.standings(target));
        if (standings.isEmpty()) {
            return Html.page("schema", frame, new Shown(target, List.of(), null, null, null));
        }
        var at = schemas.schema(target, chosen(standings, frame.address().value("at"), standings.getLast()));
        var typed = frame.address().value("and");
        var other = typed.isEmpty() ? null : schemas.schema(target, chosen(standings, typed, standings.getFirst()));
        var choices = standings.reversed().subList(0, Math.min(CHOICES, standings.size()));
        return Html.page("schema", frame, new Shown(target, choices, at, other, difference(at, other)));
    }

    /** The one that held after an event. */
    private static Standing chosen(List<Standing> standings, String typed, Standing otherwise) {
        var sequence = Numbers.of(typed);
        return sequence == null
                ? otherwise
                : standings.stream()
                        .filter(standing -> standing.sequence() <= sequence)
                        .reduce((earlier, later) -> later)
                        .orElse(otherwise);
    }

    private static SchemaDifference difference(SchemaAt one, SchemaAt other) {
        if (other == null || !one.isKept() || !other.isKept()) {
            return null;
        }
        return one.standing().sequence() <= other.standing().sequence()
                ? SchemaDifference.between(one.objects(), other.objects())
                : SchemaDifference.between(other.objects(), one.objects());
    }
}
