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
                .forEach(mapping -> mapping.getUrlMap().keySet().forEach(pattern -> handled.add("GET " + pattern)));
        return new Reachable(
                handled,
                AccessRules.ALL.stream()
                        .map(rule -> rule.method() + " " + rule.pattern())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static List<String> asked(RequestMappingInfo info) {
        var asked = new ArrayList<String>();
        for (var pattern : info.getPatternValues()) {
            if (!CLOSED_TO_EVERYBODY.contains(pattern)) {
                info.getMethodsCondition().getMethods().forEach(method -> asked.add(method + " " + pattern));
                if (info.getMethodsCondition().getMethods().isEmpty()) {
                    asked.add("any method of " + pattern);
                }
            }
        }
        return asked;
    }

    /** What code would answer and no rule names. */
    Set<String> withoutRule() {
        var without = new TreeSet<>(handled);
        without.removeAll(ruled);
        without.remove("GET " + GROUPS_OF_HEALTH);
        return without;
    }

    /** Rules that lead nowhere. */
    Set<String> withoutHandler() {
        var without = new TreeSet<>(ruled);
        without.removeAll(handled);
        without.removeIf(
                rule -> rule.startsWith("GET /actuator/health/") && handled.contains("GET " + GROUPS_OF_HEALTH));
        return without;
    }
}
