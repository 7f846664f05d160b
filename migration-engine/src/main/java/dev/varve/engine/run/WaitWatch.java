package dev.varve.engine.run;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.session.ToolSession;
import dev.varve.engine.waits.PostgresWaits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks a PostgreSQL server once a second, or more often where waits are cut short sooner, while a tool works on it, who waits for whom. What the tool does passes through here, so that
 * the listener hears one observation at a time. If it throws of a wait, the tool's next observation throws.
 */
final class WaitWatch implements Consumer<Observation>, AutoCloseable {

    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(100);
    private static final int LOOKS_IN_A_WAIT = 4;
    private static final int ANSWER_MILLIS = 10_000;

    private final PostgresDatabase database;
    private final Set<String> names;
    private final Consumer<Observation> listener;
    private final ScheduledExecutorService looks;
    private final WaitsTold told = new WaitsTold();
    private Connection connection;
    private boolean isBlind;
    private String step;
    private RuntimeException refusal;
    private boolean closed;

    private WaitWatch(PostgresDatabase database, Set<String> names, Consumer<Observation> listener) {
        this.database = database;
        this.names = names;
        this.listener = listener;
        this.looks = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().name("wait-watch").daemon().unstarted(task));
    }

    /**
     * Begins to look. In a database of files nobody is looked for.
     *
     * @param names of tables, in lower case, which may be shown
     * @param longestWait after which the tool gives up; {@code null} if it does not
     */
    static WaitWatch begin(Database database, Set<String> names, Duration longestWait, Consumer<Observation> listener) {
        var watch = new WaitWatch(database instanceof PostgresDatabase server ? server : null, names, listener);
        if (watch.database != null) {
            var period = period(longestWait).toMillis();
            var unused = watch.looks.scheduleWithFixedDelay(watch::look, period, period, TimeUnit.MILLISECONDS);
        }
        return watch;
    }

    private static Duration period(Duration longestWait) {
        if (longestWait == null) {
            return LONGEST_PERIOD;
        }
        var wanted = longestWait.dividedBy(LOOKS_IN_A_WAIT);
        return wanted.compareTo(SHORTEST_PERIOD) < 0
                ? SHORTEST_PERIOD
                : wanted.compareTo(LONGEST_PERIOD) > 0 ? LONGEST_PERIOD : wanted;
    }

    @Override
    public synchronized void accept(Observation observation) {
        if (refusal != null) {
            throw refusal;
        }
        if (observation instanceof Observation.StepStarting starting) {
            step = starting.revision();
        }
        listener.accept(observation);
    }

    /** On the watching thread, which alone has the connection. */
    private void look() {
        try {
            var asked = connected();
            var tools = ToolSession.pids(asked);
            var waits = new PostgresWaits(asked, names::contains).look();
            if (!tools.isEmpty() && !waits.isEmpty()) {
                tell(new WaitsTold.Look(waits, tools, PostgresWaits.now(asked)));
            }
        } catch (SQLException untold) {
            disconnect();
            tellBlind(untold);
        }
    }

    private Connection connected() throws SQLException {
        if (connection == null) {
            connection = database.openForLooking();
            connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
        }
        return connection;
    }

    private synchronized void tell(WaitsTold.Look look) {
        told.news(look, step).forEach(this::pass);
    }

    private synchronized void tellBlind(SQLException untold) {
        if (!isBlind) {
            isBlind = true;
            pass(new Observation.ToolSaid("who waits for whom cannot be told: " + untold.getMessage()));
        }
    }

    private void pass(Observation observation) {
        if (closed || refusal != null) {
            return;
        }
        try {
            listener.accept(observation);
        } catch (RuntimeException refused) {
            refusal = refused;
        }
    }

    private void disconnect() {
        if (connection == null) {
            return;
        }
        try (var gone = connection) {
            connection = null;
        } catch (SQLException alreadyGone) {
            // The next look connects again.
        }
    }

    /** Nothing is told any more once this returned. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        if (database != null) {
            var unused = looks.submit(this::disconnect);
        }
        looks.shutdown();
    }
}
