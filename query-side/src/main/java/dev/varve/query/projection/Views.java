package dev.varve.query.projection;

import dev.varve.store.SchemaBeside;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The read model: every view and the position that they have reached, in one database, so that both move together. Holds nothing that
 * cannot be rebuilt from the events. Safe for several threads and, as a file or shared, several processes.
 */
public final class Views implements AutoCloseable {

    /** Something asked of the views. */
    public interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    interface Connections {
        Connection open() throws SQLException;

        /**
         * Takes the write lock at the start of a transaction, where its first statement does not.
         *
         * @return the moment by the database's clock; {@code null} where every process has the same one
         */
        default Instant lock(Connection connection) throws SQLException {
            return null;
        }
    }

    private final Connections connections;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    Views(Connections connections) {
        this.connections = connections;
    }

    /**
     * Opens the file, creates it with its folder if it is missing or no database, and brings its schema up to date. It is filled by
     * catching up.
     *
     * @throws ViewsUnusable if it cannot be written
     */
    public static Views open(Path file) {
        return ViewsFile.open(file);
    }

    /**
     * Opens the read model that several nodes share, and makes it, or brings it up to date, if the role may.
     *
     * @throws ViewsUnusable if that is not possible
     */
    public static Views shared(SchemaBeside schema) {
        return ViewsInPostgres.open(schema);
    }

    /** Whether the role may write the read model that several nodes share, or make it. */
    public static boolean mayBeShared(SchemaBeside schema) {
        return ViewsInPostgres.mayBeWritten(schema);
    }

    /**
     * Removes the file and its companions; {@link #open} makes it anew.
     *
     * @throws ViewsUnusable if that is not possible
     */
    public static void delete(Path file) {
        ViewsFile.delete(file);
    }

    /** A scratch read model that lives as long as it is open. */
    public static Views inMemory() {
        return ViewsInMemory.open();
    }

    /** Starts a change; waits while another goes on. */
    public ViewTransaction begin() {
        try {
            var connection = take();
            try {
                connection.setAutoCommit(false);
                return new ViewTransaction(connection, this::giveBack, connections.lock(connection));
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw ViewsUnusable.whenWriting(e);
        }
    }

    /** Asks without taking the write lock. */
    public <T> T ask(Question<T> question) {
        try {
            var connection = take();
            T answer;
            try {
                connection.setAutoCommit(true);
                answer = question.ask(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
            giveBack(connection);
            return answer;
        } catch (SQLException e) {
            throw ViewsUnusable.whenReading(e);
        }
    }

    /** How far the views have come. */
    public Position position() {
        return ask(PositionTable::position);
    }

    public Claim claim() {
        return ask(PositionTable::claim);
    }

    @Override
    public void close() {
        for (var connection = idle.poll(); connection != null; connection = idle.poll()) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw ViewsUnusable.whenWriting(e);
            }
        }
    }

    /** Gives it a connection to start with, to be closed with it. */
    void hold(Connection connection) {
        giveBack(connection);
    }

    private Connection take() throws SQLException {
        var connection = idle.poll();
        return connection == null ? connections.open() : connection;
    }

    private void giveBack(Connection connection) {
        idle.push(connection);
    }
}
