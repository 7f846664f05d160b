package dev.varve.query.web.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Compares what a server could answer with the rules by which it does. */
record Reachable(Set<String> handled, Set<String> ruled) {

    /** There is code for it in what this is built of, and nobody may ask for it. */
    private static final Set<String> CLOSED_TO_EVERYBODY = Set.of("/error", "/actuator", "/api/v1/openapi.json.yaml");

    /** One handler for the health as a whole and for each of its groups; each of which is a rule. */
    private static final String GROUPS_OF_HEALTH = "/actuator/health/**";

    static Reachable in(ApplicationContext server) {
        var handled = new TreeSet<String>();
        server.getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(info -> handled.addAll(asked(info))));
        server.getBeansOfType(SimpleUrlHandlerMapping.class)
                .values()
                .forEach(mapping ->
                        mapping.getUrlMap().keySet().forEach(pattern -> handled.addAll(asked("GET", pattern))));
        return new Reachable(
                handled,
                AccessRules.ALL.stream()
                        .flatMap(rule -> rule.methods().stream().map(method -> method + " " + rule.pattern()))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static List<String> asked(RequestMappingInfo info) {
        var asked = new ArrayList<String>();
        for (var pattern : info.getPatternValues()) {
            if (!CLOSED_TO_EVERYBODY.contains(pattern)) {
                info.getMethodsCondition().getMethods().forEach(method -> asked.addAll(asked(method.name(), pattern)));
                if (info.getMethodsCondition().getMethods().isEmpty()) {
                    asked.add("any method of " + pattern);
                }
            }
        }
        return asked;
    }

    /** Spring MVC answers HEAD wherever it answers GET. */
    private static List<String> asked(String method, String pattern) {
        return method.equals("GET") ? List.of("GET " + pattern, "HEAD " + pattern) : List.of(method + " " + pattern);
    }

    /** What code would answer and no rule names. */
    Set<String> withoutRule() {
        var without = new TreeSet<>(handled);
        without.removeAll(ruled);
        asked("GET", GROUPS_OF_HEALTH).forEach(without::remove);
        return without;
    }

    /** Rules that lead nowhere. */
    Set<String> withoutHandler() {
        var without = new TreeSet<>(ruled);
        without.removeAll(handled);
        without.removeIf(
                rule -> rule.matches("(GET|HEAD) /actuator/health/.*") && handled.contains("GET " + GROUPS_OF_HEALTH));
        return without;
    }
}
