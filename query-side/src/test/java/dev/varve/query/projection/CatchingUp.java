package dev.varve.query.projection;

import dev.varve.query.EveryProjection;
import dev.varve.store.SqliteEventStore;
import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that catches up, and prints where it came to. */
final class CatchingUp {

    private CatchingUp() {}

    static Process start(Path home) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CatchingUp.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
    }

    public static void main(String[] arguments) {
        var home = Path.of(arguments[0]);
        try (var store = SqliteEventStore.openReadOnly(home.resolve("events.db"));
                var views = Views.open(home.resolve("views.db"))) {
            var position = new CatchUp(store.log()::read, views, EveryProjection.inOrder()).toHead();
            System.out.println("at " + position.sequence());
        }
    }
}
