package dev.varve.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One change of the views: rows and position become visible together, or not at all. Holds the read model's write lock from its
 * start to its end. For one thread. Closed without {@link #commit}, it leaves no trace.
 */
public final class ViewTransaction implements AutoCloseable {

    private final Connection connection;
    private final Consumer<Connection> giveBack;
    private final Map<ViewTable<?, ?>, ViewRows<?, ?>> rows = new LinkedHashMap<>();
    private final Instant startedAt;
    private boolean open = true;

    /** @param startedAt by the database's clock; {@code null} if that of the process counts */
    ViewTransaction(Connection connection, Consumer<Connection> giveBack, Instant startedAt) {
        this.connection = connection;
        this.giveBack = giveBack;
        this.startedAt = startedAt;
    }

    /** The moment that claims are held against: by the database's clock if several machines share it, else by this one. */
    public Instant now(Clock own) {
        return startedAt == null ? own.instant() : startedAt;
    }

    /** The rows of one table as this transaction sees and changes them. */
    @SuppressWarnings("unchecked") // a table is a key of its own rows only
    public <K, R> ViewRows<K, R> rows(ViewTable<K, R> table) {
        return (ViewRows<K, R>) rows.computeIfAbsent(table, t -> new ViewRows<>(connection, table));
    }

    /** How far the views have come. */
    public Position position() {
        return reading(() -> PositionTable.position(connection));
    }

    public Claim claim() {
        return reading(() -> PositionTable.claim(connection));
    }

    /** Sets or, with {@code null}s, drops the claim. */
    public void claim(String owner, Instant at) {
        writing(() -> PositionTable.claim(connection, owner, at));
    }

    /**
     * Moves the position.
     *
     * @throws PositionMoved if the views are not at {@code from}
     */
    public void move(Position from, Position to) {
        writing(() -> PositionTable.move(connection, from, to));
    }

    /** Empties every view and goes back to the start; a claim stays. */
    public void clear() {
        rows.clear();
        writing(() -> PositionTable.clear(connection));
    }

    /** Writes the changed rows in batches and commits. */
    public void commit() {
        writing(() -> {
            for (var touched : rows.values()) {
                touched.write();
            }
            connection.setAutoCommit(
                    true); // commits; SQLite's driver begins the next transaction in commit(), with its lock
        });
        open = false;
        giveBack.accept(connection);
    }

    /** Closes the connection as well, which rolls back: SQLite's driver begins the next transaction in rollback(), with its lock. */
    @Override
    public void close() {
        if (open) {
            open = false;
            writing(connection::close);
        }
    }

    private interface Read<T> {
        T run() throws SQLException;
    }

    private interface Write {
        void run() throws SQLException;
    }

    private static <T> T reading(Read<T> read) {
        try {
            return read.run();
        } catch (SQLException e) {
            throw ViewsUnusable.whenReading(e);
        }
    }

    private static void writing(Write write) {
        try {
            write.run();
        } catch (SQLException e) {
            throw ViewsUnusable.whenWriting(e);
        }
    }
}
