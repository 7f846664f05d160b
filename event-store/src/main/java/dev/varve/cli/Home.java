package dev.varve.cli;

import dev.varve.store.SqliteAddress;
import dev.varve.store.StoreAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * Where Varve keeps what it knows.
 *
 * @param directory absolute
 */
public record Home(Path directory) {

    /** The home that the options and the environment name: {@code --home}, {@code $VARVE_HOME}, {@code ~/.varve}. */
    public static Home of(GlobalOptions options, Map<String, String> environment) {
        if (options.home() != null) {
            return new Home(options.home().toAbsolutePath().normalize());
        }
        var named = environment.get("VARVE_HOME");
        if (named != null && !named.isBlank()) {
            return new Home(Path.of(named).toAbsolutePath().normalize());
        }
        return new Home(
                Path.of(environment.getOrDefault("HOME", ".")).toAbsolutePath().resolve(".varve"));
    }

    /** The embedded event store. */
    public Path events() {
        return directory.resolve("events.db");
    }

    /** The read model of the embedded store: may be deleted at any time. */
    public Path views() {
        return directory.resolve("views.db");
    }

    /** Likewise, of any store: each has a file of its own, so that two commands on two stores do not empty each other's views. */
    public Path views(StoreAddress store) {
        if (store.equals(new SqliteAddress(events()))) {
            return views();
        }
        var name = UUID.nameUUIDFromBytes(store.inWords().getBytes(StandardCharsets.UTF_8));
        return directory.resolve("views-" + name + ".db");
    }

    public Path backups(String target) {
        return directory.resolve("backups").resolve(target);
    }

    public Path run(String runId) {
        return directory.resolve("runs").resolve(runId);
    }

    /** Values given by {@code --env}, mode 0600. */
    public Path secrets(String target) {
        return directory.resolve("secrets").resolve(target + ".env");
    }

    /** The passwords of a server's users, hashed, mode 0600; no target's secrets are called so. */
    public Path passwords() {
        return directory.resolve("secrets").resolve("users.json");
    }

    /** What was observed while the event store was out of reach. */
    public Path spool() {
        return directory.resolve("spool");
    }

    /** What can be built again: reference schemas. */
    public Path cache() {
        return directory.resolve("cache");
    }
}
