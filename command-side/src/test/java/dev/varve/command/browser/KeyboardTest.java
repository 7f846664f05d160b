package dev.varve.command.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** Everything can be reached and done with the keyboard alone. */
class KeyboardTest {

    private static final int LONGEST_WAY = 80;

    @Test
    void leadsPastTheTopOfThePageAndThroughTheFleetToADatabase() {
        try (var visit = InventedFleet.HOSTILE.dashboard().visit().open("/")) {
            press(visit, "Tab");
            assertThat(focused(visit)).isEqualTo("Skip to the content");
            assertThat(visit.link("Skip to the content")).isInViewport();
            press(visit, "Enter");

            press(visit, "Tab");
            visit.page().keyboard().type("borealis");
            press(visit, "Enter");
            assertThat(visit.page().getByRole(AriaRole.STATUS)).containsText("databases.");
            assertThat(visit.address()).contains("name=borealis");
            assertThat(visit.rows()).isNotEmpty().allMatch(row -> row.contains("borealis"));

            tabTo(visit, "Database");
            press(visit, "Enter");
            assertThat(visit.page().locator("th[aria-sort=ascending]")).containsText("Database");
            assertThat(visit.rows()).isSorted();

            tabTo(visit, "notes-borealis");
            press(visit, "Enter");
            assertThat(visit.heading()).hasText("notes-borealis");
        }
    }

    @Test
    void movesTheTimeMachineStepByStepAndStaysOnItsSlider() {
        try (var visit = InventedFleet.HOSTILE.dashboard().visit().open("/targets/archive-acme/time")) {
            var last = stop(visit);
            tabTo(visit, "stop");

            for (int back = 1; back <= 2; back++) {
                press(visit, "ArrowLeft");
                visit.page().waitForCondition(() -> visit.address().contains("event="));
                assertThat(visit.page().locator("label[for=stop]")).containsText("stop " + (last - back) + " of ");
                assertThat(focused(visit)).as("where the keyboard is").isEqualTo("stop");
            }

            press(visit, "Home");
            assertThat(visit.page().locator("label[for=stop]")).containsText("stop 1 of ");
            assertThat(visit.page().locator("main")).containsText("TargetRegistered");
        }
    }

    private static int stop(Visit visit) {
        return Integer.parseInt(visit.page().locator("#stop").getAttribute("max")) + 1;
    }

    private static void press(Visit visit, String key) {
        visit.page().keyboard().press(key);
    }

    private static void tabTo(Visit visit, String name) {
        for (int pressed = 0; pressed < LONGEST_WAY; pressed++) {
            press(visit, "Tab");
            if (focused(visit).equals(name)) {
                return;
            }
        }
        throw new AssertionError("expected to reach " + name + " by " + LONGEST_WAY + " tabs, found " + focused(visit));
    }

    /** The name of what has the focus: its id if it is a field, else its text. */
    private static String focused(Visit visit) {
        return (String) visit.page().evaluate("""
                () => {
                  const here = document.activeElement;
                  return (here.matches('input') ? here.id : here.textContent).replace(/[▲▼]/, '').trim();
                }
                """);
    }
}
