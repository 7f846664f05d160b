package dev.varve.engine.backup.postgres;

import dev.varve.testing.PostgresServer;
import java.nio.file.Path;

/** Restores in a process of its own, which a test kills. */
final class RestoreProcess {

    private RestoreProcess() {}

    /** Arguments: the folder, the server's port, the database, the backup's id. */
    public static void main(String[] arguments) {
        var access = PostgresAccess.of("localhost", Integer.parseInt(arguments[1]), PostgresServer.ADMIN);
        var client = Bench.client();
        var backup = new PostgresReceipts(Path.of(arguments[0])).read(arguments[3]);
        new PostgresRestore(
                        access,
                        DumpSettings.usual().withClientTools(client.folder()),
                        client.surroundings(),
                        new PlainReader())
                .restore(backup, arguments[2], "run-3", Connected.END, observation -> {});
    }
}
