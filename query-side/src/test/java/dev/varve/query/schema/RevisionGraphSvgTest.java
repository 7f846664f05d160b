package dev.varve.query.schema;

import static dev.varve.query.schema.Kept.after;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class RevisionGraphSvgTest {

    private static final RevisionLinks LINKS = new RevisionLinks() {

        @Override
        public String revision(String id) {
            return "/targets/shop/revisions?of=" + RevisionGraphSvg.anchor(id);
        }

        @Override
        public String unfolded() {
            return "/targets/shop/revisions?all=true";
        }
    };

    private static String drawn(List<Revision> revisions, Whereabouts standing, Folding folding) {
        var graph = new RevisionGraph("shop", Instant.EPOCH, 1, new Nodes(revisions, standing).all(), standing);
        return RevisionGraphSvg.of(RevisionDrawing.of(graph, folding), LINKS);
    }

    private static Whereabouts at(String... current) {
        return new Whereabouts(null, List.of(current), List.of(current), Set.of(), Set.of());
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(Document svg, String name) {
        var found = svg.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(index -> (Element) found.item(index))
                .toList();
    }

    private static List<Revision> branched() {
        return List.of(
                after("a1", "base"),
                after("b2", "left", "a1"),
                new Revision("c3", List.of("a1"), List.of(), List.of("right"), "right", "c3.py", null, false),
                after("d4", "further right", "c3"),
                after("m5", "merge", "b2", "d4"),
                new Revision("x9", List.of(), List.of("c3"), List.of("other"), "another line", "x9.py", null, false));
    }

    @Test
    void saysInWordsWhatItShows() throws Exception {
        var standing = new Whereabouts(List.of("b2"), List.of("c3"), List.of("c3"), Set.of(), Set.of("d4"));
        var svg = parsed(drawn(branched(), standing, Folding.LONG_STRETCHES));

        var root = svg.getDocumentElement();
        assertThat(root.getAttribute("role")).isEqualTo("group");
        assertThat(elements(svg, "title").getFirst().getTextContent()).isEqualTo("Revisions of shop");
        assertThat(elements(svg, "desc").getFirst().getTextContent())
                .isEqualTo("6 revisions: 1 current, 1 applied, 4 pending. The newest is on top.");
        assertThat(elements(svg, "text").stream().map(Element::getTextContent))
                .contains(
                        "current · found here",
                        "pending · expected here",
                        "pending · schema of this one found",
                        "pending · head · merge",
                        "applied · branches");
        assertThat(elements(svg, "title").stream().map(Element::getTextContent))
                .contains("revision c3: current · found here; follows a1; labels right; c3.py; right");
    }

    @Test
    void makesEachRevisionALinkWithAnIdOfItsOwn() throws Exception {
        var svg = parsed(drawn(branched(), at("m5"), Folding.LONG_STRETCHES));

        var links = elements(svg, "a");
        assertThat(links)
                .extracting(link -> link.getAttribute("id"))
                .containsExactly("rev-x9", "rev-m5", "rev-d4", "rev-c3", "rev-b2", "rev-a1");
        assertThat(links).allSatisfy(link -> {
            assertThat(link.getAttribute("href")).startsWith("/targets/shop/revisions?of=rev-");
            assertThat(link.getAttribute("aria-label")).startsWith("revision ");
        });
        assertThat(links.get(1).getAttribute("class")).isEqualTo("rev rev-current");
    }

    @Test
    void leadsFromAFoldedStretchToTheWholeDrawing() throws Exception {
        var svg = parsed(drawn(Kept.line(200), at("r190"), Folding.LONG_STRETCHES));

        assertThat(elements(svg, "a").stream()
                        .filter(link -> link.getAttribute("href").equals("/targets/shop/revisions?all=true"))
                        .map(link -> link.getAttribute("aria-label")))
                .containsExactly("183 revisions, all applied, from r4 to r186");
    }

    @Test
    void drawsFiveHundredRevisionsInALimitedWidth() throws Exception {
        var svg = parsed(drawn(Kept.line(500), at("r480"), Folding.NOTHING));

        assertThat(elements(svg, "a")).hasSize(500);
        assertThat(Integer.parseInt(svg.getDocumentElement().getAttribute("width")))
                .isLessThan(1_000);
    }

    @Test
    void drawsARevisionThatIsInNoScriptAndOnesOfWhichNothingIsTold() throws Exception {
        assertThat(elements(parsed(drawn(Kept.line(3), at("gone"), Folding.NOTHING)), "a"))
                .extracting(link -> link.getAttribute("class"))
                .containsExactly("rev rev-unknown", "rev rev-pending", "rev rev-pending", "rev rev-pending");
        var untold = new Whereabouts(null, null, null, null, Set.of());
        assertThat(elements(parsed(drawn(Kept.line(1), untold, Folding.NOTHING)), "text"))
                .extracting(Element::getTextContent)
                .contains("not told · head");
    }

    @Test
    void letsNoNameOrMessageWriteMarkupReorderTheTextOrGrow() throws Exception {
        var hostile = new ArrayList<Revision>();
        hostile.add(after("\"><script>alert(1)</script>", "</text></svg><img src=x onerror=alert(1)>"));
        hostile.add(after(
                "\u202Egnp.exe",
                "\u0007\u0000bell \u2066and\u202E order",
                hostile.getFirst().id()));
        hostile.add(after(
                "javascript:alert(1)", "x".repeat(10_000), hostile.getLast().id()));
        hostile.add(after("שלום", "مرحبا بالعالم", hostile.getLast().id()));
        var text = drawn(hostile, at(hostile.get(1).id()), Folding.NOTHING);
        var svg = parsed(text);

        assertThat(text).hasSizeLessThan(30_000).doesNotContain("<script", "<img", "\u202E", "\u2066", "\u0000");
        assertThat(elements(svg, "text").stream().map(Element::getTextContent))
                .contains("\"><script>alert(1)<…", "\\u{202e}gnp.exe", "x".repeat(55) + "…", "שלום");
        assertThat(elements(svg, "a"))
                .allSatisfy(link -> assertThat(link.getAttribute("id")).matches("revision-[0-9a-f]{20}"));
    }

    /** The page's content security policy forbids both. */
    @Test
    void holdsNeitherStyleNorScript() throws Exception {
        var svg = parsed(drawn(branched(), at("c3"), Folding.LONG_STRETCHES));

        assertThat(elements(svg, "script")).isEmpty();
        assertThat(elements(svg, "style")).isEmpty();
        assertThat(elements(svg, "*")).allSatisfy(element -> {
            assertThat(element.hasAttribute("style")).isFalse();
            for (int index = 0; index < element.getAttributes().getLength(); index++) {
                assertThat(element.getAttributes().item(index).getNodeName()).doesNotStartWith("on");
            }
        });
    }
}
