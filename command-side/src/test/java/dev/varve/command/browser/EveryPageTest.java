package dev.varve.command.browser;

import static com.microsoft.playwright.options.ColorScheme.DARK;
import static com.microsoft.playwright.options.ColorScheme.LIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each page over twelve databases with hostile names, and over a home in which nothing was recorded. */
class EveryPageTest {

    private static final int WIDE = 1280;
    private static final int NARROW = 400;

    static Stream<String> pages() {
        return Stream.concat(
                Stream.concat(
                        SitePages.withoutNames(),
                        SitePages.withNames(InventedFleet.HOSTILE.dashboard().terminal())),
                Stream.of(
                        "/runs?outcome=INTERRUPTED",
                        "/events?text=script",
                        "/?order=backup&reversed=true&times=relative",
                        "/?name=no-such-name"));
    }

    static Stream<String> pagesOfNothing() {
        return SitePages.withoutNames();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isWholeAndCanBeUsedByEverybodyInLightAndDarkWideAndNarrow(String address) {
        try (var visit = InventedFleet.HOSTILE.dashboard().visit()) {
            visit.in(LIGHT, WIDE).open(address);
            hasATitleAndAHeading(visit);
            for (var scheme : List.of(LIGHT, DARK)) {
                for (var width : List.of(WIDE, NARROW)) {
                    fits(visit, scheme, width);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pagesOfNothing")
    void isWholeWhereNothingWasRecorded(String address) {
        try (var visit = InventedFleet.EMPTY.dashboard().visit()) {
            visit.in(LIGHT, WIDE).open(address);
            hasATitleAndAHeading(visit);
            fits(visit, LIGHT, WIDE);
            fits(visit, DARK, NARROW);
        }
    }

    @Test
    void saysWhatIsMissingAndWhereToGoOnInsteadOfAPageThatIsNotThere() {
        try (var visit = InventedFleet.EMPTY.dashboard().visit().expecting(404)) {
            assertThat(visit.opened("/targets/<img src=x onerror=alert(1)>").status())
                    .isEqualTo(404);
            assertThat(visit.opened("/targets/nobody").status()).isEqualTo(404);
            assertThat(visit.alert().innerText()).contains("a target", "nobody");
            fits(visit, LIGHT, WIDE);
            fits(visit, DARK, NARROW);
            visit.link("To the fleet").click();
            assertThat(visit.address()).isEqualTo("/");
        }
    }

    private static void hasATitleAndAHeading(Visit visit) {
        assertThat(visit.heading().count()).as(visit.address()).isEqualTo(1);
        var heading = visit.heading().innerText();
        assertThat(heading).isNotBlank();
        assertThat(visit.page().title()).isEqualTo(heading + " · Varve");
    }

    private static void fits(Visit visit, ColorScheme scheme, int width) {
        visit.in(scheme, width);
        Accessibility.check(visit.page(), scheme + " at " + width + " px");
        assertThat(beyondTheEdge(visit.page()))
                .as("what stands beyond the right edge at %s px: %s", width, visit.address())
                .isEmpty();
    }

    /** Elements that make the page itself scroll sideways. */
    private static List<?> beyondTheEdge(Page page) {
        return (List<?>) page.evaluate("""
                () => {
                  const width = document.documentElement.clientWidth;
                  if (document.documentElement.scrollWidth <= width) return [];
                  return [...document.querySelectorAll('body *')]
                      .filter(each => each.getBoundingClientRect().right > width + 1 && !each.closest('.scroll, .clip, pre'))
                      .map(each => each.outerHTML.slice(0, 160));
                }
                """);
    }
}
