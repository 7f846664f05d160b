package dev.varve.command.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Users, who are added by the page and log in by it. */
final class Users {

    static final String PASSWORD = "correct horse battery staple";

    private Users() {}

    static void add(Dashboard dashboard, String user, String role) {
        try (var visit = dashboard.visit().open("/access")) {
            var form = visit.page().locator("form[action='/access/users']");
            form.locator("input[name=user]").fill(user);
            form.locator("select").selectOption(role);
            form.locator("input[name=password]").fill(PASSWORD);
            visit.button("Add the user").click();
            assertThat(visit.row(user)).hasCount(1);
        }
    }

    static void logIn(Visit visit, String user, String password) {
        visit.field("User").fill(user);
        visit.field("Password").fill(password);
        visit.button("Log in").click();
    }

    /** A window in which that user is logged in. */
    static Visit visit(Dashboard dashboard, String user) {
        var visit = dashboard.stranger().open("/login");
        logIn(visit, user, PASSWORD);
        assertThat(visit.heading()).hasText("Fleet");
        return visit;
    }
}
