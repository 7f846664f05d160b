package dev.varve.command.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.varve.command.endtoend.Watched;
import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is begun from a page is done by the command side to a real database, and the page that began it shows its end. */
class OrdersFromThePageTest {

    private static final double LONG = 90_000;
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(LONG);

    @TempDir
    Path folder;

    @Test
    void upgradesByThePlanAndRecoversByATypedConfirmation() {
        var watched = withABrokenThirdRevision();
        try (var dashboard = Dashboard.over(watched.terminal());
                var visit = dashboard.visit().expecting(400)) {
            visit.open("/targets/app");
            visit.button("Look at it now").click();
            assertThat(visit.page().locator("main"))
                    .containsText("It ended with exit code 3: migrations are pending.", SOON);
            Accessibility.check(visit.page(), "an order's end");
            visit.link("app").click();
            visit.link("Plan the upgrade").click();
            assertThat(visit.page().getByRole(AriaRole.REGION).getByText("the mail of each"))
                    .isVisible();
            Accessibility.check(visit.page(), "a plan");
            orderTheUpgrade(visit, "b2");
            assertThat(outcome(visit)).containsText("succeeded", SOON);
            assertThat(part(visit)).containsText("<i>release</i>");
            assertThat(watched.database().rows("SELECT mail FROM users")).containsExactly("ann@example.org");

            visit.open("/targets/app/plan");
            orderTheUpgrade(visit, "");
            assertThat(outcome(visit)).containsText("failed, unchanged", SOON);
            assertThat(part(visit)).containsText("no such table: nowhere");
            assertThat(visit.page().locator("#step-1")).containsText("not begun on the copy ✗ failed");
            Accessibility.check(visit.page(), "a failed rehearsal");
            assertIsTold(visit, "last run failed", "/", "/attention", "/targets/app/plan");

            watched.type("upgrade", "app", "--strategy", "in-place", "--no-rehearsal")
                    .exits(6);
            visit.open("/targets/app");
            assertThat(part(visit)).containsText("1 revision: c3");
            visit.open("/targets/app/plan");
            assertThat(visit.alert()).containsText("Do not upgrade: this database needs recovery");
            assertThat(visit.button("Start the upgrade")).hasCount(0);
            Accessibility.check(visit.page(), "a plan that must not run");
            visit.link("Look at the evidence and the safe ways back").click();
            var way = visit.page()
                    .locator("main section.paper")
                    .filter(holding("Take this way"))
                    .first();
            assertThat(way).containsText("Takes away");
            Accessibility.check(visit.page(), "ways back");

            confirm(way, "ap");
            assertThat(visit.alert()).containsText("app");
            visit.open("/targets/app/recovery");
            confirm(way, "app");
            assertThat(outcome(visit)).containsText("succeeded", SOON);
            visit.open("/targets/app");
            assertThat(part(visit)).not().containsText("needs recovery");
        }
        assertThat(watched.database().rows("SELECT mail FROM users")).containsExactly("ann@example.org");
        watched.type("verify").exits(0);
    }

    private static void assertIsTold(Visit visit, String words, String... addresses) {
        for (var address : addresses) {
            assertThat(visit.open(address).page().locator("main")).containsText(words);
        }
    }

    private static void orderTheUpgrade(Visit visit, String to) {
        var form = visit.page().locator("form").filter(holding("Start the upgrade"));
        form.getByLabel("To revision (empty: the head)").fill(to);
        form.getByRole(AriaRole.COMBOBOX).selectOption("in-place");
        form.getByLabel("Reason").fill("<i>release</i>");
        visit.button("Start the upgrade").click();
        visit.page().waitForURL("**/runs/*", new Page.WaitForURLOptions().setTimeout(LONG));
    }

    private static void confirm(Locator way, String typed) {
        way.getByRole(AriaRole.TEXTBOX).first().fill(typed);
        way.getByRole(AriaRole.BUTTON).filter(holding("Take this way")).click();
    }

    private static Locator.FilterOptions holding(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static Locator outcome(Visit visit) {
        return part(visit).locator(".paper dd").first();
    }

    private static Locator part(Visit visit) {
        return visit.page().locator("#part");
    }

    private Watched withABrokenThirdRevision() {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)')")
                .revision(
                        "b2",
                        "a1",
                        "the mail of each",
                        "op.execute('ALTER TABLE users ADD COLUMN mail TEXT')",
                        "op.execute(\"UPDATE users SET mail = name || '@example.org'\")")
                .revision(
                        "c3",
                        "b2",
                        "half done",
                        "op.execute('CREATE TABLE one (id INTEGER)')",
                        "op.execute('INSERT INTO nowhere VALUES (1)')");
        var watched = Watched.in(folder, project);
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        watched.database().with("INSERT INTO users (name) VALUES ('ann')");
        return watched;
    }
}
