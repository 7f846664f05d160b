package dev.varve.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a connection URI as libpq has it (postgresql.org/docs/current/libpq-connect.html, 34.1.1.2), or as the JDBC driver has it.
 * No message of a failure repeats any of its values: one of them may be a password.
 */
record PostgresUrl(String user, String password, String hosts, String database, Map<String, String> parameters) {

    private static final Pattern FORM = Pattern.compile(
            "(?:jdbc:)?postgres(?:ql)?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
                    + "(?<hosts>[^@/?]*)(?:/(?<database>[^?]*))?(?:\\?(?<parameters>.*))?",
            Pattern.DOTALL);

    static boolean isFormOf(String url) {
        return url.toLowerCase(Locale.ROOT).matches("(?s)(jdbc:)?postgres(ql)?:.*");
    }

    /** @throws IllegalArgumentException if it is none */
    static PostgresUrl of(String url) {
        var parts = FORM.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "no URL of the form postgresql://user@host:port/database (in user and password, write @ as %40)");
        }
        return new PostgresUrl(
                decoded(parts, "user"),
                decoded(parts, "password"),
                parts.group("hosts"),
                decoded(parts, "database"),
                parameters(parts.group("parameters")));
    }

    private static String decoded(Matcher parts, String group) {
        var text = parts.group(group);
        return text == null || text.isEmpty() ? null : decoded(text);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            // Its message would repeat the text.
            throw new IllegalArgumentException("a % that two hexadecimal digits do not follow (write % as %25)");
        }
    }

    private static Map<String, String> parameters(String text) {
        var parameters = new LinkedHashMap<String, String>();
        if (text == null || text.isEmpty()) {
            return parameters;
        }
        for (var pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("a parameter without a value");
            }
            parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
        return parameters;
    }
}
