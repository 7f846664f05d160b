package dev.varve.command.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Looking for something: every state of a page stands in its address, so that it can be sent and comes back. */
class LookingTest {

    private static Visit at(String address) {
        return InventedFleet.HOSTILE.dashboard().visit().open(address);
    }

    @Test
    void filtersAndSortsTheFleetByItsAddress() {
        try (var visit = at("/")) {
            visit.choice("Tool").selectOption("flyway");
            visit.choice("Sorted by").selectOption("name");
            visit.button("Show").click();

            assertThat(visit.page().locator("th[aria-sort=ascending]")).containsText("Database");
            assertThat(visit.rows()).hasSizeBetween(1, 11).isSorted().allMatch(row -> row.contains("flyway"));
            visit.link("Database ▲").or(visit.link("Database")).click();
            assertThat(visit.page().locator("th[aria-sort=descending]")).containsText("Database");
            assertThat(visit.rows()).isSortedAccordingTo(Comparator.reverseOrder());
            visit.page().getByRole(AriaRole.NAVIGATION).getByText("healthy").click();
            assertThat(visit.page().locator("tbody tr").first()).containsText("healthy");
            assertThat(visit.address()).contains("tool=flyway", "order=name", "reversed=true", "health=HEALTHY");
            comesBack(visit);
        }
    }

    @Test
    void keepsTheRestOfTheAddressWhenMomentsAreToldAnotherWay() {
        try (var visit = at("/runs?outcome=SUCCEEDED&target=archive-acme")) {
            var moment = visit.page().locator("tbody time").first();
            assertThat(moment).containsText("UTC");

            visit.link("relative").click();
            assertThat(moment).containsText("days ago");
            assertThat(visit.address()).contains("outcome=SUCCEEDED", "target=archive-acme", "times=relative");
            comesBack(visit);

            visit.link("local").click();
            assertThat(visit.page().locator("body")).hasAttribute("data-times", "local");
            assertThat(moment).hasText(Pattern.compile("\\d\\d/\\d\\d/\\d{4}, \\d\\d:\\d\\d:\\d\\d"));
            assertThat(moment.getAttribute("title")).endsWith("Z");
            assertThat(visit.link("Fleet").getAttribute("href")).isEqualTo("/?times=local");

            visit.link("utc").click();
            assertThat(moment).containsText("UTC");
            assertThat(visit.address()).doesNotContain("times=");
        }
    }

    @Test
    void findsEventsAndTurnsThePages() {
        try (var visit = at("/events?times=relative")) {
            visit.choice("Type").selectOption("RunRequested");
            visit.field("Database").fill("crm-acme");
            visit.button("Search").click();
            assertThat(visit.page().locator("tbody tr").first()).containsText("RunRequested");
            assertThat(visit.address()).contains("times=relative", "type=RunRequested", "target=crm-acme");
            comesBack(visit);

            visit.open("/events?target=crm-acme&until=2026-06-30");
            var newest = visit.rows();
            assertThat(newest).hasSize(50).doesNotHaveDuplicates();
            visit.link("Older ones").click();
            assertThat(visit.link("The newest")).isVisible();
            assertThat(visit.rows()).isNotEmpty().doesNotContainAnyElementsOf(newest);
            comesBack(visit);

            visit.open("/events?text=no+such+words+anywhere");
            assertThat(visit.page().locator("main")).containsText("No event is recorded that answers this.");
        }
    }

    @Test
    void opensARunFromItsEventsCompactAndFullAndRaw() {
        try (var visit = at("/runs?kind=upgrade&outcome=SUCCEEDED&target=booking-acme")) {
            visit.page().locator("tbody th a").first().click();
            assertThat(visit.heading()).containsText("Run 2026");
            assertThat(visit.page().locator(".steps")).containsText("SHA-256");

            visit.link("compact").click();
            assertThat(visit.page().locator(".steps")).not().containsText("SHA-256");
            comesBack(visit);

            visit.link("raw").click();
            assertThat(visit.page().locator("pre")).containsText("\"runId\"");
            comesBack(visit);
        }
    }

    @Test
    void tellsWhatDiffersBetweenTwoSchemas() {
        try (var visit = at("/targets/archive-acme/schema")) {
            var choices = visit.page().locator("select[name=and] option");
            assertThat(choices.count()).isGreaterThan(3);
            visit.choice("Compared with").selectOption(choices.last().getAttribute("value"));
            visit.button("Show").click();

            assertThat(visit.page().getByRole(AriaRole.HEADING).getByText("What differs"))
                    .isVisible();
            assertThat(visit.page().locator("main")).containsText(Pattern.compile("(added|removed|changed) TABLE"));
            comesBack(visit);
        }
    }

    @Test
    void drawsTheRevisionsWithANameForEachAndUnfoldsThem() {
        try (var visit = at("/targets/archive-acme/revisions")) {
            var revisions = visit.page().locator("svg.revisions a");
            int folded = revisions.count();
            assertThat(folded).isGreaterThan(8);
            assertThat(revisions.all())
                    .allSatisfy(
                            each -> assertThat(each.getAttribute("aria-label")).isNotBlank());
            assertThat(visit.page().locator("svg.revisions")).containsText("current");

            revisions
                    .filter(new Locator.FilterOptions().setHasText(" more"))
                    .first()
                    .click();
            assertThat(visit.link("Fold long stretches")).isVisible();
            assertThat(revisions.count()).isGreaterThan(folded);
            comesBack(visit);
        }
    }

    @Test
    void copiesTheCommandThatDoesTheSame() {
        var options = new Browser.NewContextOptions().setPermissions(List.of("clipboard-read", "clipboard-write"));
        try (var visit = InventedFleet.HOSTILE.dashboard().visit(options).open("/targets/crm-acme")) {
            var command = visit.page().locator(".command").last();

            command.getByRole(AriaRole.BUTTON).click();

            assertThat(command.getByRole(AriaRole.BUTTON)).hasText("Copied");
            assertThat(visit.page().evaluate("() => navigator.clipboard.readText()"))
                    .isEqualTo("varve status crm-acme");
        }
    }

    /** What the page shows is what its address says. */
    private static void comesBack(Visit visit) {
        var shown = visit.page().locator("main").innerText();
        visit.page().reload();
        assertThat(visit.page().locator("main").innerText()).as(visit.address()).isEqualTo(shown);
    }
}
