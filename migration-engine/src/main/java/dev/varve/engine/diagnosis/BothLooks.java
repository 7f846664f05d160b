package dev.varve.engine.diagnosis;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.Health;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.tool.MigrationTool;
import dev.varve.engine.tool.ToolLook;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/**
 * The database as we see it and as its tool sees it. The tool starts meanwhile, and opens the database only once we have closed
 * it: neither sees the other's handles, locks or companions.
 */
record BothLooks(Health health, Seen seen, ToolLook look) {

    /** What could be read of the database; empty and {@code null} if nothing could. */
    record Seen(Schema schema, Map<String, Long> rows) {

        private static Seen of(Database database, Health health) {
            if (!health.reachable() || Diagnostician.isDamaged(health)) {
                return new Seen(null, Map.of());
            }
            try {
                return new Seen(database.schema(), new TreeMap<>(database.rowCounts()));
            } catch (DatabaseUnreadable unreadable) {
                return new Seen(null, Map.of());
            }
        }
    }

    static BothLooks at(Database database, MigrationTool tool, boolean thorough) {
        var seenByUs = new CompletableFuture<Void>();
        try (var beside = Executors.newSingleThreadExecutor()) {
            var look = CompletableFuture.supplyAsync(() -> tool.look(seenByUs::join), beside);
            try {
                var health = database.health(thorough);
                var seen = Seen.of(database, health);
                seenByUs.complete(null);
                return new BothLooks(health, seen, told(look));
            } finally {
                seenByUs.complete(null);
            }
        }
    }

    private static ToolLook told(CompletableFuture<ToolLook> look) {
        try {
            return look.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw failed;
        }
    }
}
