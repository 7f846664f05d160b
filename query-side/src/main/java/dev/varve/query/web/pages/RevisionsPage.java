package dev.varve.query.web.pages;

import dev.varve.query.projection.Views;
import dev.varve.query.schema.Folding;
import dev.varve.query.schema.RevisionDrawing;
import dev.varve.query.schema.RevisionGraph;
import dev.varve.query.schema.RevisionGraphSvg;
import dev.varve.query.schema.RevisionGraphs;
import dev.varve.query.schema.RevisionLinks;
import dev.varve.query.status.Statuses;
import dev.varve.query.web.Unknown;
import dev.varve.query.web.past.KeptAnswers;
import dev.varve.query.web.past.ToldUpTo;
import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The migration scripts as a graph, and where the database stands in them. */
@Controller
public class RevisionsPage {

    private static final int KEPT = 1_000;

    private final Frames frames;
    private final Views views;
    private final RevisionGraphs graphs;
    private final KeptAnswers<ToldUpTo, Optional<RevisionGraph>> kept = new KeptAnswers<>(KEPT);

    /**
     * What the page shows.
     *
     * @param graph {@code null} if nobody told the scripts yet; so is its drawing
     */
    public record Shown(String target, RevisionGraph graph, Content drawing) {

        public RevisionGraph.State[] states() {
            return RevisionGraph.State.values();
        }
    }

    RevisionsPage(Frames frames, Views views, RevisionGraphs graphs) {
        this.frames = frames;
        this.views = views;
        this.graphs = graphs;
    }

    @GetMapping("/targets/{target}/revisions")
    Html show(@PathVariable String target, HttpServletRequest request) {
        var frame = frames.of(target, request);
        var status = new Statuses(views).of(target).orElseThrow(() -> new Unknown("a target", target));
        var graph = kept.of(new ToldUpTo(target, status.sequence()), () -> graphs.now(target))
                .orElse(null);
        return Html.page(
                "revisions",
                frame.listeningTo(target),
                new Shown(target, graph, graph == null ? null : drawing(graph, frame.address())));
    }

    private static Content drawing(RevisionGraph graph, Address address) {
        var isWhole = address.value("fold").equals("no");
        var drawing = RevisionDrawing.of(graph, isWhole ? Folding.NOTHING : Folding.LONG_STRETCHES);
        return output -> RevisionGraphSvg.write(drawing, links(address), output);
    }

    private static RevisionLinks links(Address address) {
        return new RevisionLinks() {

            @Override
            public String revision(String id) {
                return "#" + RevisionGraphSvg.anchor(id);
            }

            @Override
            public String unfolded() {
                return address.with("fold", "no").toString();
            }
        };
    }
}
