package dev.varve.query.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.VarveEvent;
import dev.varve.query.Story;
import dev.varve.query.app.Browser;
import dev.varve.query.app.TestServer;
import dev.varve.server.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class AccessRulesTest {

    private static final Path PAGE = Path.of("../docs/access.md");
    private static final String TABLE = "## What each request takes\n";
    private static final String ALIKE = "\nWhoever may GET something may ask for it by HEAD.\n\n";
    private static final String ACCEPT = "varve.accept.docs";

    @TempDir
    private static Path home;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.in(home);
        server.record(new Story("shop").failedUpgradeAndRestore().toArray(VarveEvent[]::new));
        server.tell(new Story("shop").registered());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyHandlerHasARuleAndEveryRuleAHandler() {
        var reachable = Reachable.in(server.context());

        assertThat(reachable.withoutRule()).isEmpty();
        assertThat(reachable.withoutHandler()).isEmpty();
        assertThat(AccessRules.ALL)
                .extracting(rule -> rule.method() + " " + rule.pattern())
                .doesNotHaveDuplicates();
    }

    /** The same check fails for a handler that somebody forgot, and even then nobody gets there. */
    @Test
    void aHandlerWithoutARuleIsFoundAndClosedToEverybody() throws NoSuchMethodException {
        var mapping = server.context().getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        var forgotten = new Forgotten();
        var information = RequestMappingInfo.paths("/forgotten")
                .methods(RequestMethod.GET)
                .options(mapping.getBuilderConfiguration())
                .build();
        mapping.registerMapping(information, forgotten, Forgotten.class.getDeclaredMethod("answer"));
        try {
            assertThat(Reachable.in(server.context()).withoutRule())
                    .containsExactly("GET /forgotten", "HEAD /forgotten");
            assertThat(server.program(server.token(Role.ADMIN))
                            .get("/forgotten")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(server.browser().get("/forgotten").statusCode()).isEqualTo(302);
            assertThat(forgotten.isReached).isFalse();
        } finally {
            mapping.unregisterMapping(information);
        }
    }

    static final class Forgotten {
        private boolean isReached;

        public String answer() {
            isReached = true;
            return "redirect:/";
        }
    }

    @Test
    void answersEachRoleAsTheTableSays() throws IOException {
        var wrong = new ArrayList<String>();
        for (var rule : AccessRules.ALL) {
            for (var role : everybody()) {
                var found = answer(rule, role);
                if (!found.equals(expected(rule, role))) {
                    wrong.add(rule + " for " + role + ": expected " + expected(rule, role) + ", found " + found);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void answersHeadByTheSameRuleAsGetAndWithoutABody() throws IOException {
        var wrong = new ArrayList<String>();
        for (var rule : AccessRules.ALL.stream()
                .filter(rule -> rule.method().equals(HttpMethod.GET))
                .toList()) {
            for (var role : everybody()) {
                var asked = ask(asker(role), HttpMethod.GET, rule, "");
                asked.body().close();
                var head = ask(asker(role), HttpMethod.HEAD, rule, "");
                try (var body = head.body()) {
                    if (head.statusCode() != asked.statusCode() || body.read() >= 0) {
                        wrong.add(rule + " for " + role + ": expected " + asked.statusCode() + " and no body, found "
                                + head.statusCode());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void documentsWhatEachRequestTakes() throws IOException {
        var page = Files.readString(PAGE);
        var before = page.indexOf(TABLE);
        var documented = page.substring(0, before) + TABLE + ALIKE + table();
        if (Boolean.getBoolean(ACCEPT)) {
            Files.writeString(PAGE, documented);
        }
        assertThat(before).isPositive();
        assertThat(Files.readString(PAGE))
                .as("the table of docs/access.md is written from AccessRules; accept a change with: ./mvnw test"
                        + " -pl query-side -am -Dtest=AccessRulesTest -Dsurefire.failIfNoSpecifiedTests=false -D"
                        + ACCEPT + "=true")
                .isEqualTo(documented);
    }

    private static String table() {
        var table = new StringBuilder("| request | who may |\n|---|---|\n");
        for (var rule : AccessRules.ALL) {
            var who = rule.isForAnybody()
                    ? "anybody, without a login"
                    : Arrays.stream(Role.values())
                            .filter(role -> role.may(rule.needed()))
                            .map(Role::word)
                            .collect(Collectors.joining(", "));
            table.append("| `")
                    .append(rule.method())
                    .append(' ')
                    .append(rule.pattern())
                    .append("` | ");
            table.append(who).append(" |\n");
        }
        return table.toString();
    }

    /** {@code null} stands for nobody. */
    private static List<Role> everybody() {
        return Stream.concat(Stream.of((Role) null), Arrays.stream(Role.values()))
                .toList();
    }

    private static String expected(AccessRule rule, Role role) {
        if (rule.isForAnybody() || (role != null && role.may(rule.needed()))) {
            return "let in";
        }
        return role == null ? "not known" : "not allowed";
    }

    private static String answer(AccessRule rule, Role role) throws IOException {
        var asker = asker(role);
        var answer = ask(
                asker,
                rule.method(),
                rule,
                role == null && isForm(rule) ? Browser.csrf(asker.get("/login").body()) : "");
        var status = answer.statusCode();
        try (var body = answer.body()) {
            var type = answer.headers().firstValue("Content-Type").orElse("");
            var text = status >= 400 && !type.startsWith("text/event-stream")
                    ? new String(body.readAllBytes(), StandardCharsets.UTF_8)
                    : "";
            if (status >= 500) {
                return "fault " + status + " " + text;
            }
            if (status == 403 && (text.contains("NOT_ALLOWED") || text.contains("a role that allows this"))) {
                return "not allowed";
            }
            return isNotKnown(answer, status, text) && !isLogout(rule, role) ? "not known" : "let in";
        }
    }

    /** Whoever leaves is led to the login, too. */
    private static boolean isLogout(AccessRule rule, Role role) {
        return rule.pattern().equals("/logout") && role != null;
    }

    private static boolean isNotKnown(HttpResponse<?> answer, int status, String text) {
        return (status == 401 && text.contains("NOT_LOGGED_IN"))
                || (status == 302
                        && answer.headers().firstValue("Location").orElse("").endsWith("/login"));
    }

    private static Browser asker(Role role) {
        return role == null ? server.browser() : server.program(server.token(role));
    }

    private static HttpResponse<InputStream> ask(Browser asker, HttpMethod method, AccessRule rule, String csrf) {
        var path = rule.pattern()
                .replace("{target}", "shop")
                .replace("{runId}", "R1")
                .replace("{sequence}", "7")
                .replace("/assets/**", "/assets/varve.css")
                .replace("/**", "/none")
                .replaceAll("\\{[a-z]+}", "T1");
        return asker.open(method.name(), path, isForm(rule) ? "user=u&role=viewer&kind=BACKUP&_csrf=" + csrf : "");
    }

    private static boolean isForm(AccessRule rule) {
        return rule.method().equals(HttpMethod.POST);
    }
}
