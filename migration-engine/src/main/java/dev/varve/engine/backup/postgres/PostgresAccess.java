package dev.varve.engine.backup.postgres;

import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.database.postgres.Silence;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a server is reached, by the driver and by its client tools alike. Its text never shows the password.
 *
 * @param password {@code null} where none is needed, or where a password file of the user's has it
 * @param tls what the driver and libpq both know, by the driver's names: {@code sslmode sslrootcert sslcert sslkey}
 * @param maintenanceDatabase a database that is neither backed up nor replaced, from where others are made and renamed
 */
public record PostgresAccess(
        String host, int port, String user, String password, Map<String, String> tls, String maintenanceDatabase) {

    private static final Set<String> TLS = Set.of("sslmode", "sslrootcert", "sslcert", "sslkey");
    /** No server that can be watched is older; what newer ones know, too, is not known of one before it was reached. */
    private static final int OLDEST = 12;

    /** A database's own settings must not stop its backup. */
    private static final String SESSION =
            "-c default_transaction_read_only=off -c statement_timeout=0 -c idle_in_transaction_session_timeout=0";

    public PostgresAccess {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(user, "user");
        tls = Map.copyOf(tls);
    }

    /** Without a password and without TLS; others are made from {@code postgres}. */
    public static PostgresAccess of(String host, int port, String user) {
        return new PostgresAccess(host, port, user, null, Map.of(), "postgres");
    }

    /** As a watched database is reached. */
    public static PostgresAccess to(PostgresDatabase database) {
        var address = database.address();
        var tls = new TreeMap<>(address.parameters());
        tls.keySet().retainAll(TLS);
        var access = of(address.host(), address.port(), address.user());
        var secret = database.password().isEmpty() ? null : database.password();
        return new PostgresAccess(access.host, access.port, access.user, secret, tls, access.maintenanceDatabase);
    }

    public PostgresAccess withPassword(String secret) {
        return new PostgresAccess(host, port, user, secret, tls, maintenanceDatabase);
    }

    /** As events and messages may show it. */
    public String location(String database) {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
    }

    Connection open(String database, String applicationName) throws SQLException {
        var properties = new Properties();
        properties.putAll(tls);
        properties.setProperty("user", user);
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", applicationName);
        properties.setProperty("options", SESSION + Silence.inOptions(OLDEST));
        Silence.bound(properties);
        properties.setProperty("logServerErrorDetail", "false");
        var server = host.contains(":") ? "[" + host + "]" : host;
        return DriverManager.getConnection(
                "jdbc:postgresql://" + server + ":" + port + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8),
                properties);
    }

    /**
     * What a client tool's environment must hold: a command line is everybody's to read.
     *
     * @param major the server's version
     */
    Map<String, String> environment(String database, String applicationName, int major) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("PGHOST", host);
        variables.put("PGPORT", Integer.toString(port));
        variables.put("PGUSER", user);
        variables.put("PGDATABASE", database);
        variables.put("PGAPPNAME", applicationName);
        variables.put("PGOPTIONS", SESSION + Silence.inOptions(major));
        tls.forEach((name, value) -> variables.put("PG" + name.toUpperCase(Locale.ROOT), value));
        if (password != null) {
            variables.put("PGPASSWORD", password);
        }
        return variables;
    }

    /** A text without the password, should it be there. */
    String redact(String text) {
        return password == null || password.isEmpty() ? text : text.replace(password, "***");
    }

    @Override
    public String toString() {
        return "PostgresAccess[" + user + "@" + host + ":" + port + "]";
    }
}
