package dev.varve.command.browser;

import static org.springframework.http.HttpMethod.GET;

import dev.varve.command.endtoend.Terminal;
import dev.varve.query.web.access.AccessRule;
import dev.varve.query.web.access.AccessRules;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The addresses of all pages, by the rules of access: a new page is looked at without anybody's remembering it. */
final class SitePages {

    /** What is asked for by programs, by the pages themselves, or to be saved. */
    private static final List<String> NO_PAGES =
            List.of("/api/", "/actuator/", "/assets/", "/webjars/", "/live", "/reports/file", "/orders/");

    private SitePages() {}

    /** Those that every home has. */
    static Stream<String> withoutNames() {
        return patterns().filter(pattern -> !pattern.contains("{"));
    }

    /** Those about something, for something of each kind in this home. */
    static Stream<String> withNames(Terminal terminal) {
        return patterns().filter(pattern -> pattern.contains("{")).flatMap(pattern -> filled(pattern, terminal));
    }

    /** As the rules write them. */
    static Stream<String> patterns() {
        return AccessRules.ALL.stream()
                .filter(rule -> rule.method().equals(GET))
                .map(AccessRule::pattern)
                .filter(pattern -> NO_PAGES.stream().noneMatch(pattern::startsWith));
    }

    private static Stream<String> filled(String pattern, Terminal terminal) {
        if (pattern.contains("{target}")) {
            return targets(terminal).stream().map(target -> pattern.replace("{target}", target));
        }
        if (pattern.contains("{runId}")) {
            return runs(terminal).stream().map(run -> pattern.replace("{runId}", run));
        }
        if (pattern.contains("{sequence}")) {
            return Stream.of("1", "1000").map(sequence -> pattern.replace("{sequence}", sequence));
        }
        throw new AssertionError("expected a page about a target, a run or an event, found " + pattern
                + "; say here what stands in its place, or that it is no page");
    }

    /** One in each state, in need of recovery or not, as far as there is one. */
    private static Set<String> targets(Terminal terminal) {
        var states = new TreeSet<String>();
        var targets = new TreeSet<String>();
        for (var status : terminal.type("status", "--json").json()) {
            if (states.add(status.path("state") + " " + status.path("needsRecovery"))) {
                targets.add(status.path("target").asString());
            }
        }
        return targets;
    }

    /** One that ended in each way, as far as there is one. */
    private static Set<String> runs(Terminal terminal) {
        var runs = new TreeSet<String>();
        for (var end : List.of("RunSucceeded", "RunRefused", "RunFailed", "RunInterrupted", "RecoveryCompleted")) {
            var events = terminal.type("history", "--all", "--type", end, "--json");
            if (events.code() == 0) {
                events.json()
                        .valueStream()
                        .map(event -> event.path("runId").asString())
                        .findFirst()
                        .ifPresent(runs::add);
            }
        }
        return runs;
    }
}
