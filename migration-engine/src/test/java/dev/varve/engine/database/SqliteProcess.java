package dev.varve.engine.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** Another process that uses a SQLite file, for tests; killed without mercy when closed. */
public final class SqliteProcess implements AutoCloseable {

    private final Process process;

    private SqliteProcess(Process process) {
        this.process = process;
    }

    /** What the other process does until it is killed. */
    public enum Doing {
        /** Opens and reads once; then idles with no lock. */
        IDLING,
        /** Moves amounts between two accounts, one transaction after another, never changing their sum. */
        HAMMERING,
        /** Has changed much in a transaction, part of it in the file already. */
        WRITING_UNFINISHED,
        /** Has committed into the write-ahead log. */
        COMMITTED_TO_LOG,
        /** Holds the exclusive lock. */
        LOCKING
    }

    /** Starts it and waits until it does what it should. */
    public static SqliteProcess start(Doing doing, Path file) {
        try {
            var process = new ProcessBuilder(command(SqliteProcess.class, doing.name(), file.toString()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (!"ready".equals(line)) {
                process.destroyForcibly();
                throw new IllegalStateException("expected the other process to be ready, it said: " + line);
            }
            return new SqliteProcess(process);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A command that runs a class's {@code main} with this test's class path. */
    public static List<String> command(Class<?> main, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
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
        var file = Path.of(arguments[1]);
        try (var connection = SqliteFixture.connect(file);
                var statement = connection.createStatement()) {
            switch (Doing.valueOf(arguments[0])) {
                case IDLING ->
                    statement.executeQuery("SELECT count(*) FROM sqlite_schema").close();
                case HAMMERING -> {
                    var said = false;
                    while (true) {
                        statement.executeUpdate("BEGIN IMMEDIATE; UPDATE account SET amount = amount - 1 WHERE id = 1;"
                                + "INSERT INTO entry (note) VALUES (hex(randomblob(200)));"
                                + "UPDATE account SET amount = amount + 1 WHERE id = 2; COMMIT");
                        // as an application does: between two transactions others get their turn
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
                        if (!said) {
                            said = true;
                            System.out.println("ready");
                        }
                    }
                }
                case WRITING_UNFINISHED -> {
                    statement.execute("PRAGMA cache_size = 2");
                    statement.execute("BEGIN IMMEDIATE");
                    statement.execute("UPDATE chat SET title = 'torn ' || title, raw = randomblob(300)");
                }
                case COMMITTED_TO_LOG -> {
                    statement.execute("PRAGMA journal_mode = WAL");
                    statement.execute("PRAGMA wal_autocheckpoint = 0");
                    statement.execute("UPDATE chat SET title = 'logged'");
                }
                case LOCKING -> statement.execute("BEGIN EXCLUSIVE");
            }
            System.out.println("ready");
            System.in.read();
        }
    }
}
