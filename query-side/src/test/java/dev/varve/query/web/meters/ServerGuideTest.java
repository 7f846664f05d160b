package dev.varve.query.web.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.varve.events.TargetEvent.BackupProven;
import dev.varve.events.VarveEvent;
import dev.varve.query.Story;
import dev.varve.query.app.TestServer;
import dev.varve.query.web.hooks.Webhook;
import dev.varve.server.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** What docs/server.md says is so. */
class ServerGuideTest {

    private static final Path PAGE = Path.of("../docs/server.md");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern METER = Pattern.compile("^\\| `(varve_[a-z_]+)` \\| ([^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern SHOWN = Pattern.compile("^# TYPE (varve_[a-z_]+) ", Pattern.MULTILINE);

    @TempDir
    private Path home;

    @Test
    void itsExamplesAreSettingsOfAServer() throws IOException {
        var environment = new StandardEnvironment();
        var examples = YAML.matcher(Files.readString(PAGE)).results().toList();
        assertThat(examples).hasSize(4);
        for (var example : examples) {
            var yaml = new ByteArrayResource(example.group(1).getBytes(StandardCharsets.UTF_8));
            new YamlPropertySourceLoader()
                    .load("example at " + example.start(), yaml)
                    .forEach(environment.getPropertySources()::addLast);
        }
        var binder = Binder.get(environment);

        assertThat(binder.bind("varve.webhooks", Bindable.listOf(Webhook.class)).get())
                .extracting(Webhook::name, Webhook::template)
                .containsExactly(tuple("pager", "json"), tuple("chat", "slack"));
        assertThat(binder.bind("varve.oidc.roles", Bindable.mapOf(String.class, String.class))
                        .get()
                        .values())
                .allSatisfy(role -> assertThat(Role.named(role)).isPresent());
        assertThat(binder.bind("spring.security.oauth2.client", OAuth2ClientProperties.class)
                        .get()
                        .getRegistration())
                .containsOnlyKeys("sso");
        assertThat(environment.getProperty("server.ssl.bundle")).isEqualTo("web");
        assertThat(environment.containsProperty("spring.ssl.bundle.pem.web.keystore.certificate"))
                .isTrue();
        assertThat(environment.getProperty("server.servlet.session.cookie.secure"))
                .isEqualTo("true");
    }

    @Test
    void itNamesEveryMeterOfTheServerAndItsLabels() throws IOException {
        Files.writeString(home.resolve("server.yaml"), """
                varve:
                  webhooks:
                    - name: chat
                      url: http://127.0.0.1:9/none
                      events: [TargetRetired]
                """);
        var documented = METER.matcher(Files.readString(PAGE)).results().toList();
        try (var server = TestServer.in(home)) {
            server.tell(new Story("till").registered());
            await().until(() -> shown(server).contains("varve_targets"));
            server.tell(new Story("shop").failedUpgradeAndRestore().toArray(VarveEvent[]::new));
            await().atMost(Duration.ofSeconds(30)).until(() -> shown(server).contains("varve_step_seconds_bucket"));

            assertThat(new TreeSet<>(SHOWN.matcher(shown(server))
                            .results()
                            .map(found -> found.group(1))
                            .toList()))
                    .containsExactlyElementsOf(new TreeSet<>(
                            documented.stream().map(found -> found.group(1)).toList()));
            for (var meter : documented) {
                var label = meter.group(2).replace("`", "").strip();
                assertThat(shown(server))
                        .containsPattern(meter.group(1) + (label.isEmpty() ? " " : "[a-z_]*\\{[^}]*" + label + "=\""));
            }
            assertThat(shown(server))
                    .contains("varve_targets{health=\"HEALTHY\"} 1.0", "varve_targets_version{state=\"PENDING\"} 1.0")
                    .contains(
                            "varve_runs{outcome=\"FAILED_NEEDS_RECOVERY\"} 1.0",
                            "varve_runs{outcome=\"SUCCEEDED\"} 1.0")
                    .contains("varve_step_seconds_sum{outcome=\"succeeded\"} 1.5")
                    .contains("varve_backup_age_seconds{target=\"shop\"}", "varve_projection_lag_events 0.0")
                    .contains("varve_events_total "
                            + server.recorder().log().head().size() + ".0");
        }
    }

    private static String shown(TestServer server) {
        return server.program(server.token(Role.VIEWER))
                .get("/actuator/prometheus")
                .body();
    }

    @Test
    void isReadyWhenTheViewsGoOnAndTheStoreCanBeReadAndAliveAllTheTime() throws IOException {
        try (var server = TestServer.in(home)) {
            server.tell(new Story("shop").registered());
            assertThat(status(server, "/actuator/health/readiness")).isEqualTo(200);

            server.record(new BackupProven("shop", "R", "B", "s", "f", null));
            await().atMost(Duration.ofSeconds(30)).until(() -> status(server, "/actuator/health/readiness") == 503);

            assertThat(status(server, "/actuator/health/liveness")).isEqualTo(200);
            assertThat(server.browser().get("/actuator/health/readiness").body())
                    .contains("\"views\":{\"status\":\"DOWN\"}")
                    .doesNotContain("BackupProven");
        }
    }

    private static int status(TestServer server, String path) {
        return server.browser().get(path).statusCode();
    }
}
