package dev.varve.command.endtoend;

import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Home;
import dev.varve.cli.StoreLocation;
import dev.varve.cli.Surroundings;
import dev.varve.server.CommandSide;
import dev.varve.server.Order;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.ServiceLoader;

/** A server that orders one upgrade and then waits to be killed. */
final class OrderingServer {

    private OrderingServer() {}

    public static void main(String[] words) throws InterruptedException {
        var home = new Home(Path.of(System.getenv("VARVE_HOME")));
        var surroundings =
                new Surroundings(Clock.systemUTC(), System.getenv(), System.out, System.err, false, "end-to-end");
        var side = ServiceLoader.load(CommandSide.Provider.class)
                .findFirst()
                .orElseThrow()
                .open(surroundings, home, StoreLocation.of(new GlobalOptions(), System.getenv(), home), false);
        side.operations()
                .start(new Order(
                        words[0],
                        words[1],
                        Order.Kind.UPGRADE,
                        Map.of("no-rehearsal", "true"),
                        null,
                        "ann",
                        null,
                        null));
        System.out.println("started");
        Thread.currentThread().join();
    }
}
