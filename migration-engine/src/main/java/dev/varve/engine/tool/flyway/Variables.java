package dev.varve.engine.tool.flyway;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts variables into settings: {@code ${NAME}} and {@code ${env.NAME}}; one that is not given stays as it is. */
final class Variables {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\s*(?:env\\.)?([A-Za-z_][A-Za-z0-9_]*)\\s*}");

    private Variables() {}

    static String replaced(String value, Map<String, String> variables) {
        return REFERENCE
                .matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), found.group())));
    }
}
