package dev.varve.engine.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.awaitility.Awaitility;

/** Another process that uses an H2 file, for tests; killed without mercy when closed. */
public final class H2Process implements AutoCloseable {

    private final Process process;

    private H2Process(Process process) {
        this.process = process;
    }

    /** What the other process does until it is killed. */
    public enum Doing {
        /** Has it open, as an application does. */
        HOLDING,
        /** Has changed much in a transaction, part of it in the file already. */
        WRITING_UNFINISHED,
        /** Tries to open it, and says whether it could. */
        TRYING
    }

    /** Starts it and waits until it does what it should. */
    public static H2Process start(Doing doing, H2Database database) {
        try {
            var process = launch(doing, database);
            var line = said(process);
            if (!"ready".equals(line)) {
                process.destroyForcibly();
                throw new IllegalStateException("expected the other process to be ready, it said: " + line);
            }
            return new H2Process(process);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** What another process is told that tries to open it: {@code ready}, or H2's refusal. */
    public static String opening(H2Database database) {
        try {
            var process = launch(Doing.TRYING, database);
            try {
                return said(process);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Process launch(Doing doing, H2Database database) throws IOException {
        return new ProcessBuilder(SqliteProcess.command(H2Process.class, doing.name(), database.path()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String said(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Awaitility.await().until(() -> !process.isAlive());
    }

    public static void main(String[] arguments) throws SQLException, IOException {
        var database = H2Database.at(Path.of(arguments[1]), Map.of(), H2Login.DEFAULT);
        try (var connection = database.openForChanging();
                var statement = connection.createStatement()) {
            if (Doing.valueOf(arguments[0]) == Doing.WRITING_UNFINISHED) {
                connection.setAutoCommit(false);
                statement.executeUpdate("UPDATE chat SET title = 'torn ' || title, raw = SECURE_RAND(9000)");
                statement.execute("CHECKPOINT SYNC");
            }
            System.out.println("ready");
            System.in.read();
        } catch (SQLException refused) {
            System.out.println(H2Refusal.of(refused));
        }
    }
}
