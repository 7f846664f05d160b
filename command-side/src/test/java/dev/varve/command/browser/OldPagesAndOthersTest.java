package dev.varve.command.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.varve.command.endtoend.Watched;
import dev.varve.engine.tool.alembic.AlembicProjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody begins who is not alone, or whose page is older than they think. */
class OldPagesAndOthersTest {

    private static final double LONG = 90_000;
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(LONG);

    @TempDir
    Path folder;

    private Watched watched;
    private Dashboard dashboard;

    @BeforeEach
    void serve() {
        watched = Watched.in(
                folder,
                AlembicProjects.in(folder.resolve("project"))
                        .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY)')")
                        .revision("b2", "a1", "names", "op.execute('ALTER TABLE users ADD COLUMN name TEXT')"));
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        dashboard = Dashboard.over(watched.terminal());
    }

    @AfterEach
    void stop() {
        dashboard.close();
    }

    @Test
    void whatOneProposesAnotherApprovesAndBothAreNamed() {
        Users.add(dashboard, "olga", "operator");
        Users.add(dashboard, "paul", "approver");
        try (var operator = Users.visit(dashboard, "olga");
                var approver = Users.visit(dashboard, "paul")) {
            operator.open("/targets/app/plan");
            var form = operator.page().locator("form").filter(holding("Propose the upgrade"));
            form.getByLabel("Reason").fill("the <b>names</b>");
            operator.button("Propose the upgrade").click();
            assertThat(operator.heading()).hasText("app");
            assertThat(operator.page().locator("main")).containsText("olga proposed", SOON);
            assertThat(operator.button("Approve, and start it")).hasCount(0);
            Accessibility.check(operator.page(), "a proposal");

            approver.open("/targets/app");
            assertThat(approver.page().locator("main")).containsText("the <b>names</b>");
            approver.button("Approve, and start it").click();

            approver.page().waitForURL("**/runs/*", new Page.WaitForURLOptions().setTimeout(LONG));
            assertThat(approver.page().locator("#part")).containsText("succeeded", SOON);
            assertThat(approver.page().locator("#part")).containsText("by olga");
            assertThat(approver.page().locator("#part")).containsText("approved by paul");
            Accessibility.check(approver.page(), "an approved run");
        }
        assertThat(watched.database().rows("SELECT count(name) FROM users")).containsExactly("0");
    }

    @Test
    void whatIsProposedIsDeclinedWithTheReasonThatWasGiven() {
        Users.add(dashboard, "olga", "operator");
        Users.add(dashboard, "paul", "approver");
        try (var operator = Users.visit(dashboard, "olga");
                var approver = Users.visit(dashboard, "paul")) {
            operator.open("/targets/app/plan");
            operator.button("Propose the upgrade").click();
            assertThat(operator.heading()).hasText("app");
            approver.open("/targets/app");
            approver.field("Why not").fill("not on a <i>Friday</i>");

            approver.button("Decline").click();

            assertThat(approver.page().locator("#part")).containsText("not on a <i>Friday</i>", SOON);
            assertThat(approver.button("Approve, and start it")).hasCount(0);
        }
        assertThat(watched.type("history", "app", "--type", "ProposalDeclined", "--json")
                        .out())
                .contains("paul", "not on a <i>Friday</i>");
    }

    @Test
    void aBackupAndARehearsalAreBegunByAButtonEach() {
        try (var visit = dashboard.visit()) {
            visit.open("/targets/app");
            visit.button("Take a backup").click();
            assertThat(visit.page().locator("main")).containsText("It ended with exit code 0: done.", SOON);

            visit.open("/targets/app/plan");
            visit.button("Start the rehearsal").click();
            visit.page().waitForURL("**/runs/*", new Page.WaitForURLOptions().setTimeout(LONG));
            assertThat(visit.page().locator("#part")).containsText("succeeded", SOON);
            assertThat(visit.page().locator("#part")).containsText("rehearse");
        }
        assertThat(watched.type("backups", "app").out()).contains("PROVEN");
        assertThat(watched.database().rows("SELECT count(*) FROM pragma_table_info('users')"))
                .containsExactly("1");
    }

    @Test
    void aPageThatIsOlderThanTheDatabaseStartsNothing() {
        try (var visit = dashboard.visit().expecting(409)) {
            visit.open("/targets/app/plan");
            watched.type("backup", "app").exits(0);

            visit.button("Start the upgrade").click();

            assertThat(visit.alert()).containsText("reload the page");
            Accessibility.check(visit.page(), "an old page");
        }
        assertThat(watched.type("history", "app", "--type", "RunRequested").out())
                .doesNotContain("b2")
                .hasLineCount(2);
    }

    @Test
    void aPageThatLooksTellsTheStateThatItsLookFound() throws IOException {
        Files.delete(watched.database().path());

        try (var visit = dashboard.visit().open("/targets/app/recovery")) {
            var told = visit.page().locator("main");

            assertThat(told).containsText("there is no database");
            assertThat(told).containsText("unreachable");
            assertThat(told).not().containsText("up to date");
        }
    }

    @Test
    void aFormThatIsSentTwiceStartsOneRun() {
        try (var visit = dashboard.visit()) {
            visit.open("/targets/app/plan");
            visit.page().evaluate("""
                    async () => {
                      const form = [...document.forms].find(each => each.textContent.includes('Start the upgrade'));
                      const send = () => fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
                      await Promise.all([send(), send(), send()]);
                    }
                    """);
            visit.open("/runs");
            var runs = visit.page().locator("tbody tr");
            assertThat(runs).hasCount(2, new LocatorAssertions.HasCountOptions().setTimeout(LONG));
            assertThat(runs.first()).containsText("succeeded", SOON);
        }
        var asked = watched.type("history", "app", "--type", "RunRequested").out();
        assertThat(asked.lines().filter(line -> line.contains("RunRequested"))).hasSize(2);
    }

    private static Locator.FilterOptions holding(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
