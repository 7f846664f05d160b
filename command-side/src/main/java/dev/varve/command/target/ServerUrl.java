package dev.varve.command.target;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.postgres.PostgresAddress;
import dev.varve.engine.database.postgres.PostgresDatabase;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A URL that leads to a PostgreSQL server. The password that may stand in it is kept with the target's other secrets and never
 * registered.
 *
 * @param dialect what stands before SQLAlchemy's {@code ://}, such as {@code postgresql+psycopg2}
 * @param address without the password
 * @param password as written in the URL; {@code null} if none was
 */
public record ServerUrl(String dialect, PostgresAddress address, String password) implements DatabaseUrl {

    private static final String FORM = "postgresql://ROLE@HOST:PORT/DATABASE, or with jdbc: before it";

    private static final Pattern URL = Pattern.compile(
            "(?:jdbc:)?postgres(?:ql)?(?<driver>\\+[a-z0-9_]+)?://"
                    + "(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?"
                    + "(?<host>\\[[0-9A-Fa-f:.]+]|[^:/?#@,\\s]+)(?::(?<port>[0-9]{1,5}))?/(?<name>[^/?#]+)(?:\\?(?<query>[^#]*))?");

    /** They decide how the connection is made; libpq and JDBC call them alike. */
    private static final Set<String> KEPT = Set.of("sslmode", "sslrootcert");

    /** They only say how the application names itself and how long it waits; Varve decides that for itself. */
    private static final Set<String> THE_APPLICATIONS_OWN = Set.of(
            "application_name",
            "applicationname",
            "connect_timeout",
            "connecttimeout",
            "logintimeout",
            "sockettimeout",
            "tcpkeepalive",
            "keepalives",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "client_encoding",
            "preparethreshold",
            "rewritebatchedinserts",
            "stringtype");

    /** SQLAlchemy hands them every parameter of a URL, and they know none of these. */
    private static final Set<String> WITHOUT_SSLMODE = Set.of("+pg8000", "+asyncpg");

    private static final Set<String> LOGIN = Set.of("user", "password");

    static ServerUrl parse(String url) {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw unsupported(
                    FORM,
                    DatabaseUrl.withoutPassword(url),
                    "write it so; what is special in a name or password as %XX; a socket's folder or several hosts cannot be watched");
        }
        var parameters = parameters(parts.group("query"));
        var user = parts.group("user") == null ? parameters.get("user") : decoded(parts.group("user"));
        var password = parts.group("password") == null ? parameters.get("password") : decoded(parts.group("password"));
        if (user == null || user.isBlank()) {
            throw unsupported(
                    FORM,
                    "no role in " + DatabaseUrl.withoutPassword(url),
                    "name the role that the migrations run as: postgresql://ROLE@…");
        }
        parameters.keySet().removeAll(LOGIN);
        var port = parts.group("port") == null ? PostgresAddress.DEFAULT_PORT : Integer.parseInt(parts.group("port"));
        var host = parts.group("host").replaceAll("[\\[\\]]", "");
        var driver = parts.group("driver") == null ? "" : parts.group("driver");
        requireUnderstood(driver, parameters);
        return new ServerUrl(
                "postgresql" + driver,
                new PostgresAddress(host, port, decoded(parts.group("name")), user, parameters),
                password);
    }

    private static void requireUnderstood(String driver, Map<String, String> parameters) {
        if (WITHOUT_SSLMODE.contains(driver) && !parameters.isEmpty()) {
            throw unsupported(
                    "a driver that knows " + parameters.keySet().iterator().next(),
                    driver.substring(1),
                    "write postgresql+psycopg:// or postgresql+psycopg2://; or leave it off, and let env.py give the driver its TLS:"
                            + " Varve's own connections take TLS wherever the server offers it");
        }
    }

    private static TreeMap<String, String> parameters(String query) {
        var kept = new TreeMap<String, String>();
        if (query == null || query.isEmpty()) {
            return kept;
        }
        Arrays.stream(query.split("&")).filter(part -> !part.isBlank()).forEach(part -> read(part, kept));
        return kept;
    }

    private static void read(String part, Map<String, String> kept) {
        var equals = part.indexOf('=');
        var name = equals < 0 ? part : part.substring(0, equals);
        var lower = name.toLowerCase(Locale.ROOT);
        if (THE_APPLICATIONS_OWN.contains(lower)) {
            return;
        }
        if (!KEPT.contains(lower) && !LOGIN.contains(lower)) {
            throw unsupported(
                    "only the parameters "
                            + String.join(", ", KEPT.stream().sorted().toList()),
                    name,
                    "leave it off; what the role or the database needs may be set on the server: ALTER ROLE … SET …");
        }
        kept.put(lower, decoded(equals < 0 ? "" : part.substring(equals + 1)));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw unsupported(FORM, "a '%' that begins no escape", "write it as %25");
        }
    }

    private static UnsupportedDatabaseUrl unsupported(String expected, String found, String remedy) {
        return new UnsupportedDatabaseUrl(expected, found, remedy);
    }

    @Override
    public String kind() {
        return "postgresql";
    }

    @Override
    public String absolute() {
        return dialect + address.url().substring("postgresql".length());
    }

    @Override
    public Database database(Map<String, String> variables) {
        var role = variables.getOrDefault(USER, address.user());
        var reached = new PostgresAddress(address.host(), address.port(), address.name(), role, address.parameters());
        return PostgresDatabase.at(reached, variables.getOrDefault(PASSWORD, ""));
    }

    @Override
    public String toString() {
        return absolute();
    }
}
