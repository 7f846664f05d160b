package dev.varve.engine.database.postgres;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How long a server may be silent before a connection of ours counts as cut. Where nothing is under way, the system asks for a sign of
 * life (keepalives); where something was sent, it waits for the receipt. How long a statement takes is no matter: the
 * server's system gives both, whatever the server does.
 */
public final class Silence {

    /** Nothing heard: 10 + 3 × 5 s. */
    static final int IDLE_SECONDS = 10;

    static final int INTERVAL_SECONDS = 5;
    static final int PROBES = 3;

    /** Nothing received of what was sent. */
    public static final Duration UNACKNOWLEDGED = Duration.ofSeconds(30);

    /**
     * Likewise, where only the system can be told ({@code TCP_USER_TIMEOUT}). It takes an end that lives and does not read on for
     * one that is gone, and a slow disk may stop whoever takes in a dump for a while.
     */
    private static final Duration UNREAD = Duration.ofSeconds(90);

    private static final String CONNECTING_SECONDS = "10";

    /** Since this version a server looks in the midst of a statement, too, whether its client is there. */
    private static final int LOOKS_FOR_ITS_CLIENT = 14;

    private static final Duration CHECK = Duration.ofSeconds(5);

    private Silence() {}

    /** For a connection by the driver. */
    public static void bound(Properties properties) {
        properties.setProperty("connectTimeout", CONNECTING_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketFactory", SilenceNoticingSockets.class.getName());
    }

    /**
     * For a client tool: parameters of a connection string, since libpq has no variables for them
     * (<a href="https://www.postgresql.org/docs/current/libpq-connect.html">parameters</a>).
     *
     * @param receiving whether what it sends is small: then nobody can be late to read it
     */
    public static String inConnectionString(boolean receiving) {
        return "connect_timeout=" + CONNECTING_SECONDS + " keepalives_idle=" + IDLE_SECONDS + " keepalives_interval="
                + INTERVAL_SECONDS + " keepalives_count=" + PROBES + " tcp_user_timeout="
                + (receiving ? UNACKNOWLEDGED : UNREAD).toMillis();
    }

    /**
     * For the server's side of a session of Varve's own, where it begins.
     *
     * @param major the server's version
     */
    public static String inOptions(int major) {
        return settings(major).entrySet().stream()
                .map(setting -> " -c " + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining());
    }

    /** Likewise, where it has begun: poolers refuse options. */
    static String inStatements(int major) {
        return settings(major).entrySet().stream()
                .map(setting -> "SET " + setting.getKey() + " = " + setting.getValue())
                .collect(Collectors.joining("; "));
    }

    private static SortedMap<String, Long> settings(int major) {
        var settings = new TreeMap<String, Long>();
        settings.put("tcp_keepalives_idle", (long) IDLE_SECONDS);
        settings.put("tcp_keepalives_interval", (long) INTERVAL_SECONDS);
        settings.put("tcp_keepalives_count", (long) PROBES);
        settings.put("tcp_user_timeout", UNREAD.toMillis());
        if (major >= LOOKS_FOR_ITS_CLIENT) {
            settings.put("client_connection_check_interval", CHECK.toMillis());
        }
        return settings;
    }

    /** For a socket in Python: options of TCP by the names that its module {@code socket} has for them. */
    public static Map<String, Integer> ofASocket() {
        var options = new LinkedHashMap<String, Integer>();
        options.put("TCP_KEEPIDLE", IDLE_SECONDS);
        options.put("TCP_KEEPINTVL", INTERVAL_SECONDS);
        options.put("TCP_KEEPCNT", PROBES);
        return options;
    }
}
