package dev.varve.engine.waits;

import dev.varve.engine.database.SqlWithoutLiterals;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks which sessions of the connection's own database wait for a lock
 * (<a href="https://www.postgresql.org/docs/current/view-pg-locks.html">pg_locks</a>). Takes no lock that anybody could wait for.
 */
public final class PostgresWaits {

    /** Version 14 brought the time when a wait began; on an older server the statement's beginning is the nearest thing. */
    private static final String WAITS = """
            SELECT l.pid, l.mode, l.locktype, l.relation::regclass::text AS relation, pg_blocking_pids(l.pid) AS blockers,
                   coalesce((to_jsonb(l) ->> 'waitstart')::timestamptz, a.query_start) AS since
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE NOT l.granted AND a.datname = current_database()
            ORDER BY since, l.pid
            """;

    private static final String BACKENDS = """
            SELECT pid, application_name, usename, host(client_addr) AS client, state, xact_start, query
            FROM pg_stat_activity WHERE pid = ANY (?)
            """;
    private static final String HIDDEN = "<insufficient privilege>";

    private final Connection connection;
    private final SqlWithoutLiterals shown;

    /**
     * @param connection a session of its own: it must not be the one that may wait
     * @param knownName tells of a name in lower case whether it may be shown: one of the schema's or of the tool's
     */
    public PostgresWaits(Connection connection, Predicate<String> knownName) {
        this.connection = connection;
        this.shown = new SqlWithoutLiterals(knownName);
    }

    private record Found(int pid, String lock, Instant since, List<Integer> blockers) {}

    /**
     * Everybody who waits now, the longest wait first; empty if nobody does.
     *
     * @throws SQLException if the server does not answer
     */
    public List<Wait> look() throws SQLException {
        var found = found();
        var backends = backends(found.stream()
                .flatMap(wait -> Stream.concat(Stream.of(wait.pid()), wait.blockers().stream()))
                .distinct()
                .toList());
        return found.stream()
                .filter(wait -> backends.containsKey(wait.pid()))
                .map(wait -> new Wait(
                        backends.get(wait.pid()),
                        wait.lock(),
                        wait.since(),
                        wait.blockers().stream()
                                .map(backends::get)
                                .filter(Objects::nonNull)
                                .toList()))
                .toList();
    }

    /** The time of the server, by whose clock a wait began. */
    public static Instant now(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_catalog.clock_timestamp() AS now")) {
            row.next();
            return instant(row, "now");
        }
    }

    private List<Found> found() throws SQLException {
        var found = new ArrayList<Found>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(WAITS)) {
            while (rows.next()) {
                found.add(new Found(
                        rows.getInt("pid"),
                        lock(rows.getString("mode"), rows.getString("locktype"), rows.getString("relation")),
                        instant(rows, "since"),
                        blockers(rows)));
            }
        }
        return found;
    }

    /** A prepared transaction blocks too, as process 0 that nobody can ask about. */
    private static List<Integer> blockers(ResultSet row) throws SQLException {
        return Stream.of((Integer[]) row.getArray("blockers").getArray())
                .distinct()
                .toList();
    }

    /** Such as {@code AccessExclusiveLock on users}; another's transaction is waited for without a relation. */
    private static String lock(String mode, String type, String relation) {
        return mode + (relation == null ? " on a " + type : " on " + relation);
    }

    private Map<Integer, Backend> backends(List<Integer> pids) throws SQLException {
        var backends = new HashMap<Integer, Backend>();
        try (var statement = connection.prepareStatement(BACKENDS)) {
            statement.setArray(1, connection.createArrayOf("int4", pids.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    backends.put(rows.getInt("pid"), backend(rows));
                }
            }
        }
        return backends;
    }

    private Backend backend(ResultSet row) throws SQLException {
        var statement = row.getString("query");
        var isHidden = HIDDEN.equals(statement);
        return new Backend(
                row.getInt("pid"),
                Objects.toString(row.getString("application_name"), ""),
                row.getString("usename"),
                row.getString("client"),
                isHidden ? null : row.getString("state"),
                isHidden ? null : instant(row, "xact_start"),
                isHidden || statement == null || statement.isBlank() ? null : shown.of(statement));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
