package dev.varve.query.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.cli.Home;
import dev.varve.events.AccessEvent.TokenIssued;
import dev.varve.events.TargetEvent;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.query.web.access.AccessRule;
import dev.varve.query.web.access.AccessRules;
import dev.varve.server.Permission;
import dev.varve.server.Role;
import dev.varve.server.TokenText;
import dev.varve.store.PendingBlobs;
import dev.varve.store.PostgresAddress;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.http.HttpMethod;

/** The query side alone, as an auditor gets it: a role that may read the events and nothing else. */
class SelectOnlyRoleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** They never end, or answer what only a command side can begin. */
    private static final Set<String> OTHERWISE =
            Set.of("/live", "/api/v1/events/stream", "/orders/{id}", "/api/v1/orders/{id}");

    /** So many events until the upgrade has failed and needs recovery. */
    private static final int FAILED = 15;

    private static final byte[] NOTHING = "[]".getBytes(StandardCharsets.UTF_8);

    private final PostgresTestDatabase database = PostgresServer.shared().database();
    private final String token = TokenText.random(new SecureRandom());
    private final Story story = new Story("shop");

    @TempDir
    private Path home;

    @Test
    void servesEverythingThatOnlyShowsAndWritesNothing() throws IOException {
        record();
        var events = database.texts("SELECT count(*)::text FROM varve.domain_event");
        try (var running = Server.context(ServerPlace.here(new Home(home), asAuditor()))) {
            var health = running.getBean(HealthLine.class);
            await().atMost(PATIENCE).until(() -> health.now().isCaughtUp());
            var port = ((WebServerApplicationContext) running).getWebServer().getPort();
            var browser = new Browser("http://127.0.0.1:" + port).with("Authorization", "Bearer " + token);

            var refused = new ArrayList<String>();
            for (var rule : AccessRules.ALL) {
                if (onlyShows(rule)) {
                    var answer = browser.get(address(rule));
                    if (answer.statusCode() != 200) {
                        refused.add(rule + ": " + answer.statusCode() + " " + answer.body());
                    }
                }
            }
            assertThat(refused).isEmpty();
            assertThat(browser.ask("POST", "/api/v1/log/proof", "").body()).contains("\"ok\" : true");
            assertThat(browser.get("/targets/shop").body())
                    .contains("needs recovery")
                    .doesNotContain("Take a backup");
            assertThat(browser.get("/targets/shop/recovery").body()).contains("varve recover shop");
            assertThat(browser.ask("POST", "/api/v1/targets/shop/orders", "{\"kind\":\"backup\"}")
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(database.texts("SELECT count(*)::text FROM varve.domain_event"))
                .isEqualTo(events);
    }

    private void record() {
        var store = PostgresAddress.of(database.sqlAlchemyUrl(), Map.of());
        try (var recorder = Recorder.in(store)) {
            recorder.record(story.failedUpgradeAndRestore().subList(0, FAILED));
            recorder.record(
                    List.of(new TargetEvent.SchemaSeen("shop", "f-PENDING", PendingBlobs.reference(NOTHING))), NOTHING);
            recorder.record(List.of(new TargetEvent.RevisionsSeen("shop", PendingBlobs.reference(NOTHING))), NOTHING);
            recorder.record(new TokenIssued(
                    "0123456789ab", "auditor", Role.AUDITOR.word(), null, TokenText.sha256(token), null));
        }
    }

    private PostgresAddress asAuditor() {
        var role = database.name() + "_auditor";
        database.execute(
                "CREATE ROLE " + role + " LOGIN",
                "GRANT USAGE ON SCHEMA varve TO " + role,
                "GRANT SELECT ON ALL TABLES IN SCHEMA varve TO " + role);
        return PostgresAddress.of(database.jdbcUrl(), Map.of("PGUSER", role));
    }

    private static boolean onlyShows(AccessRule rule) {
        return rule.method().equals(HttpMethod.GET)
                && !OTHERWISE.contains(rule.pattern())
                && !rule.isForAnybody()
                && List.of(Permission.VIEW, Permission.EXPORT).contains(rule.needed());
    }

    private static String address(AccessRule rule) {
        return rule.pattern()
                .replace("{target}", "shop")
                .replace("{runId}", "R1")
                .replace("{sequence}", "1");
    }
}
