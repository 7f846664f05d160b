package dev.varve.engine.backup.postgres;

import dev.varve.engine.backup.BackupNotTaken;
import dev.varve.engine.database.postgres.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** One run of {@code pg_dump} over an exported snapshot. */
record Dump(
        PostgresAccess access,
        String database,
        ClientTools tools,
        DumpSettings settings,
        Map<String, String> surroundings) {

    private static final int PIECE = 1 << 16;

    /**
     * Writes the archive, and makes it last.
     *
     * @param bytesWritten hears how far it is
     * @throws BackupNotTaken with what pg_dump said
     */
    void write(String snapshot, Archive partial, String applicationName, LongConsumer bytesWritten) throws IOException {
        var variables = access.environment(database, applicationName, tools.major());
        try (var run = ClientRun.start(command(snapshot, partial), surroundings, variables, access)) {
            run.input().close();
            if (partial.format() == DumpFormat.CUSTOM) {
                pump(run, partial, bytesWritten);
            }
            if (!run.succeeded()) {
                throw notTaken(run.said());
            }
        }
        partial.sync();
    }

    private List<String> command(String snapshot, Archive partial) {
        var command = new ArrayList<>(List.of(
                tools.pgDump().toString(),
                "--no-password",
                "--format=" + partial.format().word(),
                "--snapshot=" + snapshot,
                "--lock-wait-timeout=" + settings.lockWait().toMillis(),
                "--dbname=" + Silence.inConnectionString(true)));
        if (partial.format() == DumpFormat.DIRECTORY) {
            command.add("--jobs=" + settings.jobs());
            command.add("--file=" + partial.path());
        }
        return command;
    }

    private static void pump(ClientRun run, Archive partial, LongConsumer bytesWritten) throws IOException {
        var piece = new byte[PIECE];
        long written = 0;
        try (var from = run.output();
                var to = Files.newOutputStream(partial.path(), StandardOpenOption.WRITE)) {
            int length;
            while ((length = from.read(piece)) >= 0) {
                to.write(piece, 0, length);
                written += length;
                bytesWritten.accept(written);
            }
        }
    }

    private BackupNotTaken notTaken(String said) {
        return new BackupNotTaken(access.location(database), "a whole dump by pg_dump", said, remedy(said), null);
    }

    /** What helps, by what pg_dump or the server said. */
    static String remedy(String said) {
        if (said.contains("server closed the connection") || said.contains("terminating connection")) {
            return "see the server's log and start it again, then take another; nothing of this one was kept";
        }
        if (said.contains("could not receive data from server") || said.contains("could not send data to server")) {
            return "mend the way to the server, then take another; nothing of this one was kept";
        }
        if (said.contains("lock timeout")) {
            return "let the session end that holds the table exclusively, then take another";
        }
        return "see what the message names: a right that is missing, a table that is damaged, a full volume";
    }
}
