package dev.varve.engine.backup.postgres;

import dev.varve.engine.observation.Observation;
import dev.varve.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** Takes a backup in a process of its own, and waits half way to be killed. */
final class DumpProcess {

    private DumpProcess() {}

    /** Arguments: the folder, the server's port, the database. */
    public static void main(String[] arguments) {
        var access = PostgresAccess.of("localhost", Integer.parseInt(arguments[1]), PostgresServer.ADMIN);
        var client = Bench.client();
        new PostgresBackups(
                        Path.of(arguments[0]),
                        access,
                        DumpSettings.usual().withClientTools(client.folder()),
                        client.surroundings(),
                        new PlainReader(),
                        Clock.systemUTC())
                .take("app", arguments[2], null, DumpProcess::stopHalfWay);
    }

    private static void stopHalfWay(Observation observation) {
        if (observation instanceof Observation.Progress) {
            System.out.println("half way");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException ended) {
                throw new IllegalStateException(ended);
            }
        }
    }
}
