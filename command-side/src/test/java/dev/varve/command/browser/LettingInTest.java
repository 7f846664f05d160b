package dev.varve.command.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.endtoend.Terminal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in by the pages, and who no longer. */
class LettingInTest {

    @TempDir
    static Path folder;

    private static Dashboard dashboard;

    @BeforeAll
    static void serve() {
        dashboard = Dashboard.over(new Terminal(folder));
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    @Test
    void leadsAStrangerToTheLoginAndAfterItToWhereTheyWanted() {
        Users.add(dashboard, "ann", "viewer");
        try (var visit = dashboard.stranger().expecting(401)) {
            visit.open("/runs?outcome=REFUSED");
            assertThat(visit.heading()).hasText("Log in");

            Users.logIn(visit, "ann", "a wrong password");
            assertThat(visit.alert()).containsText("That did not let you in.");
            Accessibility.check(visit.page(), "a refused login");

            Users.logIn(visit, "ann", Users.PASSWORD);
            assertThat(visit.heading()).hasText("Runs");
            assertThat(visit.address()).isEqualTo("/runs?outcome=REFUSED");

            visit.button("Log out").click();
            assertThat(visit.heading()).hasText("Log in");
            visit.open("/runs");
            assertThat(visit.heading()).hasText("Log in");
        }
    }

    @Test
    void takesTheOneTimeTokenOnce() {
        dashboard.visit().close();
        try (var visit = dashboard.stranger().expecting(401)) {
            visit.open(dashboard.loginAddress());
            assertThat(visit.field("One-time token, as the server printed it"))
                    .not()
                    .hasValue("");

            visit.button("Log in as an administrator").click();

            assertThat(visit.alert()).containsText("a one-time token that nobody used");
        }
    }

    @Test
    void showsAUserWhatTheRoleAllowsUntilTheUserIsRemoved() {
        Users.add(dashboard, "eve", "viewer");
        try (var eve = dashboard.stranger().expecting(401, 403);
                var administrator = dashboard.visit()) {
            eve.open("/login");
            Users.logIn(eve, "eve", Users.PASSWORD);
            assertThat(eve.link("Events")).isVisible();
            assertThat(eve.link("Reports")).hasCount(0);
            assertThat(eve.link("Access")).hasCount(0);
            assertThat(eve.opened("/access").status()).isEqualTo(403);
            assertThat(eve.alert()).containsText("What to do");
            Accessibility.check(eve.page(), "a denial");

            administrator.open("/access").choice("Role of eve").selectOption("auditor");
            administrator.row("eve").getByText("Set the role").click();
            assertThat(administrator.choice("Role of eve")).hasValue("auditor");
            eve.open("/");
            assertThat(eve.heading()).hasText("Log in");
            Users.logIn(eve, "eve", Users.PASSWORD);
            assertThat(eve.link("Reports")).isVisible();

            administrator.button("Remove eve").click();
            assertThat(administrator.row("eve")).containsText("removed");
            Accessibility.check(administrator.page(), "users");
            // The fleet hears that something happened, asks for itself again, and is led to the login without a click.
            assertThat(eve.heading()).hasText("Log in");
            Users.logIn(eve, "eve", Users.PASSWORD);
            assertThat(eve.alert()).containsText("That did not let you in.");
        }
    }

    @Test
    void showsATokenOnceWhichLetsAProgramInUntilItIsRevoked() throws Exception {
        try (var visit = dashboard.visit().open("/access")) {
            visit.page()
                    .locator("form[action='/access/tokens'] input[name=name]")
                    .fill("ci-of-the-shop");
            visit.button("Issue the token").click();
            var token = visit.page().locator(".notice code").innerText();
            assertThat(token).startsWith("varve_");
            Accessibility.check(visit.page(), "a token");
            assertThat(asked(token)).isEqualTo(200);

            visit.open("/access");
            assertThat(visit.page().locator("main")).not().containsText(token);
            assertThat(visit.row("ci-of-the-shop")).containsText("valid");

            visit.button("Revoke ci-of-the-shop").click();
            assertThat(visit.row("ci-of-the-shop")).containsText("revoked");
            assertThat(asked(token)).isEqualTo(401);
        }
    }

    private static int asked(String token) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(dashboard.root() + "/api/v1/targets"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
