package dev.varve.command.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.varve.command.endtoend.Session;
import dev.varve.command.endtoend.Watched;
import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that are left open while a run is killed: a real Alembic upgrade of a real database, and SIGKILL to all of its processes. */
class KilledRunLiveTest {

    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
    /** Waits in the database until the test is long over. */
    private static final String FOR_EVER = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
            + " WHERE i < (SELECT 4000000000 * count(*) FROM users)) SELECT count(*) FROM n";

    @TempDir
    Path folder;

    @Test
    void showThatTheRunWasInterruptedAndWhatToDoWithoutBeingLoadedAgain() {
        var watched = atASlowStep();
        try (var dashboard = Dashboard.over(watched.terminal())) {
            var session = watched.terminal().start("upgrade", "app", "--strategy", "in-place", "--no-rehearsal");
            try (var fleet = dashboard.visit();
                    var target = dashboard.visit();
                    var run = dashboard.visit()) {
                fleet.open("/");
                target.open("/targets/app");
                assertThat(part(target)).containsText("Under way", SOON);
                target.link("Watch the run").click();
                assertThat(target.page().locator("h1")).containsText("Run ");
                run.open(target.address());
                target.open("/targets/app");
                assertThat(part(run)).containsText("begun", SOON);
                awaitTheSlowStatement(watched);
                var open = List.of(fleet, target, run);
                open.forEach(visit -> visit.page().evaluate("() => { window.leftOpen = 'since before the kill'; }"));

                session.signal("KILL");

                assertThat(part(run)).containsText("This run was interrupted", SOON);
                assertThat(part(run)).containsText("varve recover app");
                assertThat(run.link("Look at the evidence and the safe ways back"))
                        .hasAttribute("href", "/targets/app/recovery");
                assertThat(part(target)).containsText("a run was interrupted: needs recovery", SOON);
                assertThat(part(target)).containsText("varve recover app");
                assertThat(target.link("Look at the evidence and the safe ways back"))
                        .isVisible();
                assertThat(part(fleet)).containsText("needs recovery", SOON);
                assertThat(part(fleet).locator("tbody")).containsText("interrupted", SOON);
                open.forEach(visit -> org.assertj.core.api.Assertions.assertThat(
                                visit.page().evaluate("() => window.leftOpen"))
                        .isEqualTo("since before the kill"));
            } finally {
                end(session);
            }
        }
    }

    private static com.microsoft.playwright.Locator part(Visit visit) {
        return visit.page().locator("#part");
    }

    private Watched atASlowStep() {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY)')")
                .revision(
                        "b2",
                        "a1",
                        "slow",
                        "op.execute('CREATE TABLE one (id INTEGER)')",
                        "op.execute(\"" + FOR_EVER + "\")");
        var watched = Watched.in(folder, project);
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        watched.database().with("INSERT INTO users VALUES (1)");
        return watched;
    }

    private static void awaitTheSlowStatement(Watched watched) {
        var ledgers = watched.terminal().home().resolve("runs");
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            try (var files = Files.walk(ledgers)) {
                for (var file :
                        files.filter(path -> path.endsWith("ledger.jsonl")).toList()) {
                    if (Files.readString(file).contains("RECURSIVE")) {
                        return true;
                    }
                }
                return false;
            }
        });
    }

    private static void end(Session session) {
        session.signal("KILL");
        await().until(() -> session.alive().isEmpty());
    }
}
