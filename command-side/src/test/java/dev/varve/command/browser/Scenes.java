package dev.varve.command.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.varve.command.endtoend.BrokenUpgrade;
import dev.varve.command.endtoend.Terminal;
import dev.varve.command.endtoend.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the pictures of the documentation show: fifteen invented databases and a real one, {@code app}, whose upgrade breaks. */
final class Scenes {

    /**
     * A picture of a page.
     *
     * @param pattern the page, as the rules of access write it
     * @param address of the page; {@code {run}} stands for an invented run that broke, {@code {event}} for its end
     */
    record Scene(String pattern, String picture, String address) {}

    static final List<Scene> ALL = List.of(
            new Scene("/login", "login.png", "/login"),
            new Scene("/", "fleet.png", "/"),
            new Scene("/attention", "attention.png", "/attention"),
            new Scene("/runs", "runs.png", "/runs"),
            new Scene("/runs/{runId}", "run.png", "/runs/{run}"),
            new Scene("/backups", "backups.png", "/backups"),
            new Scene("/stamps", "stamps.png", "/stamps"),
            new Scene("/events", "events.png", "/events?target=chat-acme"),
            new Scene("/events/{sequence}", "event.png", "/events/{event}"),
            new Scene("/integrity", "integrity.png", "/integrity"),
            new Scene("/reports", "reports.png", "/reports"),
            new Scene("/access", "access.png", "/access"),
            new Scene("/targets/{target}", "target.png", "/targets/chat-acme"),
            new Scene("/targets/{target}/revisions", "revisions.png", "/targets/archive-acme/revisions"),
            new Scene("/targets/{target}/schema", "schema.png", "/targets/archive-acme/schema?and=1"),
            new Scene("/targets/{target}/time", "time.png", "/targets/archive-acme/time"),
            new Scene("/targets/{target}/plan", "plan.png", "/targets/app/plan"),
            new Scene("/targets/{target}/recovery", "recovery.png", "/targets/app/recovery"));

    private static final String BEFORE_THE_LOGIN = "/login";
    private static final String BEFORE_IT_BREAKS = "/targets/{target}/plan";

    private Scenes() {}

    static void take(Path pictures) throws IOException {
        var folder = Files.createTempDirectory("shop-");
        new Terminal(folder.resolve("operator"), folder.resolve("locks"))
                .type("simulate", "--targets", "15", "--runs", "12", "--seed", "1", "--until", "2026-11-01T00:00:00Z")
                .exits(0);
        var watched = BrokenUpgrade.beforeIt(folder);
        try (var dashboard = Dashboard.over(watched.terminal());
                var stranger = dashboard.stranger();
                var visit = dashboard.visit(new Browser.NewContextOptions()
                        .setColorScheme(ColorScheme.LIGHT)
                        .setReducedMotion(ReducedMotion.REDUCE))) {
            take(of(BEFORE_THE_LOGIN), stranger, pictures);
            take(of(BEFORE_IT_BREAKS), visit, pictures);
            breakIt(watched);
            awaitShown("needs recovery", visit.open("/targets/app"));
            for (var scene : ALL) {
                if (!List.of(BEFORE_IT_BREAKS, BEFORE_THE_LOGIN).contains(scene.pattern())) {
                    take(scene, named(scene.address(), watched), visit, pictures);
                }
            }
        }
    }

    private static void breakIt(Watched watched) {
        watched.type("upgrade", "app", "--strategy", "in-place", "--no-rehearsal", "--reason", "release 4.2")
                .exits(6);
    }

    private static void awaitShown(String words, Visit visit) {
        PlaywrightAssertions.assertThat(visit.page().locator("#part")).containsText(words);
    }

    private static Scene of(String pattern) {
        return ALL.stream()
                .filter(scene -> scene.pattern().equals(pattern))
                .findFirst()
                .orElseThrow();
    }

    private static void take(Scene scene, Visit visit, Path pictures) {
        take(scene, scene.address(), visit, pictures);
    }

    private static void take(Scene scene, String address, Visit visit, Path pictures) {
        visit.open(address);
        Picture.write(visit.page(), pictures.resolve(scene.picture()));
    }

    private static String named(String address, Watched watched) {
        if (!address.contains("{")) {
            return address;
        }
        var ends = watched.type("history", "chat-acme", "--type", "RunFailed", "--json")
                .exits(0)
                .json();
        var end = ends.get(ends.size() - 1);
        return address.replace("{run}", end.path("runId").asString())
                .replace("{event}", end.path("sequence").asString());
    }
}
