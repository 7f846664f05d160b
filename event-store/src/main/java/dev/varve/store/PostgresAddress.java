package dev.varve.store;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A store in a schema of a PostgreSQL database, which many machines share. The password comes from the URL, from {@code PGPASSWORD} or from
 * the password file ({@code ~/.pgpass}, {@code PGPASSFILE}, which the driver reads), and never leaves this object but to the driver.
 */
public final class PostgresAddress implements StoreAddress {

    static final String SCHEMA = "varve";

    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private final String hosts;
    private final String database;
    private final Properties settings;

    private PostgresAddress(String hosts, String database, Properties settings) {
        this.hosts = hosts;
        this.database = database;
        this.settings = settings;
    }

    /** Whether this is a URL of a PostgreSQL database, right or wrong. */
    public static boolean isNamedBy(String url) {
        return PostgresUrl.isFormOf(url);
    }

    /**
     * The store that a URL names, in libpq's form or in the driver's. {@code currentSchema} names another schema than {@code varve}.
     *
     * @throws IllegalArgumentException if it names none; the message tells what was found, and repeats no value
     */
    public static PostgresAddress of(String url, Map<String, String> environment) {
        var parts = PostgresUrl.of(url);
        if (parts.database() == null) {
            throw new IllegalArgumentException("no database behind the host");
        }
        var settings = PostgresSettings.of(parts, environment);
        if (!PLAIN_NAME
                .matcher(PGProperty.CURRENT_SCHEMA.getOrDefault(settings))
                .matches()) {
            throw new IllegalArgumentException("a currentSchema that is no lower-case name of letters, digits and _");
        }
        return new PostgresAddress(parts.hosts().isEmpty() ? "localhost" : parts.hosts(), parts.database(), settings);
    }

    @Override
    public DurableEventStore open(Clock clock) {
        return PostgresEventStore.open(this, clock);
    }

    @Override
    public DurableEventStore openReadOnly() {
        return PostgresEventStore.openReadOnly(this);
    }

    @Override
    public String inWords() {
        return "schema " + schema() + " of postgresql://" + hosts + "/" + database;
    }

    @Override
    public String url() {
        return driverUrl() + PostgresSettings.inUrl(settings);
    }

    String schema() {
        return PGProperty.CURRENT_SCHEMA.getOrDefault(settings);
    }

    /** The same database and role, and a schema whose name goes on like that. */
    PostgresAddress beside(String suffix) {
        var given = new Properties();
        given.putAll(settings);
        PGProperty.CURRENT_SCHEMA.set(given, schema() + "_" + suffix);
        return new PostgresAddress(hosts, database, given);
    }

    /** A connection of its own that sends many rows of one table as one statement. */
    Connection connectBatching() throws SQLException {
        var given = new Properties();
        given.putAll(settings);
        PGProperty.REWRITE_BATCHED_INSERTS.set(given, true);
        return DriverManager.getConnection(driverUrl(), given);
    }

    /** A connection of its own, whose names are those of the schema. */
    Connection connect(boolean readOnly) throws SQLException {
        var given = new Properties();
        given.putAll(settings);
        if (readOnly) {
            PGProperty.READ_ONLY.set(given, true);
            PGProperty.READ_ONLY_MODE.set(given, "always");
        }
        return DriverManager.getConnection(driverUrl(), given);
    }

    /** For a migration of the schema, whose statements may take longer than any append. */
    DataSource migrating() {
        var source = new PGSimpleDataSource();
        source.setUrl(driverUrl());
        for (var name : settings.stringPropertyNames()) {
            set(source, name, settings.getProperty(name));
        }
        source.setSocketTimeout(0);
        return source;
    }

    private static void set(PGSimpleDataSource source, String name, String value) {
        try {
            source.setProperty(name, value);
        } catch (SQLException unusable) {
            throw new IllegalArgumentException("a value of " + name + " that the driver does not take");
        }
    }

    private String driverUrl() {
        var name = URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
        return "jdbc:postgresql://" + hosts + "/" + name;
    }

    @Override
    public String toString() {
        return inWords();
    }
}
