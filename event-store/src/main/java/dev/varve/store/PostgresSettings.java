package dev.varve.store;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;

/** What the driver is told beside the address, from the URL's parameters and from the variables that libpq reads too. */
final class PostgresSettings {

    /** libpq's name of a parameter, or the driver's, to the driver's. Another one is refused: a mistyped sslmode must not pass for none. */
    private static final Map<String, PGProperty> KNOWN = Map.ofEntries(
            Map.entry("user", PGProperty.USER),
            Map.entry("password", PGProperty.PASSWORD),
            Map.entry("sslmode", PGProperty.SSL_MODE),
            Map.entry("sslcert", PGProperty.SSL_CERT),
            Map.entry("sslkey", PGProperty.SSL_KEY),
            Map.entry("sslrootcert", PGProperty.SSL_ROOT_CERT),
            Map.entry("gssencmode", PGProperty.GSS_ENC_MODE),
            Map.entry("options", PGProperty.OPTIONS),
            Map.entry("connect_timeout", PGProperty.CONNECT_TIMEOUT),
            Map.entry("connectTimeout", PGProperty.CONNECT_TIMEOUT),
            Map.entry("socketTimeout", PGProperty.SOCKET_TIMEOUT),
            Map.entry("application_name", PGProperty.APPLICATION_NAME),
            Map.entry("ApplicationName", PGProperty.APPLICATION_NAME),
            Map.entry("targetServerType", PGProperty.TARGET_SERVER_TYPE),
            Map.entry("currentSchema", PGProperty.CURRENT_SCHEMA));

    private static final Map<String, PGProperty> VARIABLES =
            Map.of("PGUSER", PGProperty.USER, "PGPASSWORD", PGProperty.PASSWORD, "PGSSLMODE", PGProperty.SSL_MODE);
    private static final String CONNECT_SECONDS = "10";
    /** Longer than the server lets an append wait for the lock, so that the server's answer comes first. */
    private static final String SOCKET_SECONDS = "30";

    private PostgresSettings() {}

    /** @throws IllegalArgumentException if the URL has a parameter that is not known */
    static Properties of(PostgresUrl url, Map<String, String> environment) {
        var settings = new Properties();
        PGProperty.CONNECT_TIMEOUT.set(settings, CONNECT_SECONDS);
        PGProperty.SOCKET_TIMEOUT.set(settings, SOCKET_SECONDS);
        PGProperty.TCP_KEEP_ALIVE.set(settings, true);
        PGProperty.APPLICATION_NAME.set(settings, "varve");
        PGProperty.CURRENT_SCHEMA.set(settings, PostgresAddress.SCHEMA);
        // The detail of a server's error repeats values.
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(settings, false);
        VARIABLES.forEach((name, property) -> setIfGiven(settings, property, environment.get(name)));
        setIfGiven(settings, PGProperty.USER, url.user());
        setIfGiven(settings, PGProperty.PASSWORD, url.password());
        url.parameters().forEach((name, value) -> setIfGiven(settings, known(name), value));
        return settings;
    }

    private static PGProperty known(String name) {
        var property = KNOWN.get(name);
        if (property == null) {
            throw new IllegalArgumentException("a parameter " + name + ", known are "
                    + String.join(", ", KNOWN.keySet().stream().sorted().toList()));
        }
        return property;
    }

    private static void setIfGiven(Properties settings, PGProperty property, String value) {
        if (value != null && !value.isEmpty()) {
            property.set(settings, value);
        }
    }

    /** What a URL can say of them, as its parameters. */
    static String inUrl(Properties settings) {
        return KNOWN.entrySet().stream()
                .filter(known -> known.getValue().getOrNull(settings) != null)
                .map(known -> known.getKey() + "=" + encoded(known.getValue().getOrNull(settings)))
                .sorted()
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
