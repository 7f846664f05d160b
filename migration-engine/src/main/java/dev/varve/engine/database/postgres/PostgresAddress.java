package dev.varve.engine.database.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a database is on which server, and by whom it is opened; without the password.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param user the role that opens it
 * @param parameters what libpq and JDBC both understand under one name, such as {@code sslmode}
 */
public record PostgresAddress(String host, int port, String name, String user, SortedMap<String, String> parameters) {

    /** The port that PostgreSQL listens on unless told otherwise. */
    public static final int DEFAULT_PORT = 5432;

    public PostgresAddress {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(user, "user");
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** Another database of the same server, reached likewise. */
    public PostgresAddress named(String otherName) {
        return new PostgresAddress(host, port, otherName, user, parameters);
    }

    /** As people write it, such as {@code postgresql://shop@db.example:5432/shop?sslmode=require}. */
    public String url() {
        return "postgresql://" + encoded(user) + "@" + server() + "/" + encoded(name) + query();
    }

    /** Likewise with the password, for the tool alone. */
    String urlWith(String password) {
        var login = password.isEmpty() ? encoded(user) : encoded(user) + ":" + encoded(password);
        return "postgresql://" + login + "@" + server() + "/" + encoded(name) + query();
    }

    /** In JDBC's form, without a login. */
    String jdbcUrl() {
        return "jdbc:postgresql://" + server() + "/" + encoded(name) + query();
    }

    /** Host and port, as a URL writes them. */
    public String server() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private String query() {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(PostgresAddress::parameter)
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String parameter(Map.Entry<String, String> parameter) {
        return encoded(parameter.getKey()) + "=" + encoded(parameter.getValue());
    }

    /** With {@code %20}: what reads a path does not read {@code +} as a space. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return url();
    }
}
