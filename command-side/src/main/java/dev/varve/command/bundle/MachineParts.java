package dev.varve.command.bundle;

import dev.varve.cli.Home;
import dev.varve.cli.Json;
import dev.varve.cli.WaitingFacts;
import dev.varve.store.SqliteAddress;
import dev.varve.store.StoreAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parts that need no target: versions, the event store's health, room on the volumes, faults of Varve itself. */
public final class MachineParts {

    private static final int MOST_FAULTS = 10;

    private final Home home;
    private final StoreAddress events;
    private final String version;

    /** @param version Varve's own */
    public MachineParts(Home home, StoreAddress events, String version) {
        this.home = home;
        this.events = events;
        this.version = version;
    }

    /** Adds them. */
    public void addTo(Bundle bundle) {
        bundle.add("versions.json", () -> Json.text(versions()));
        bundle.add("store.json", () -> Json.text(store()));
        bundle.add("room.json", () -> Json.text(room(volumes())));
        var logs = new SharedLogs(new KnownNames());
        for (var fault : faults()) {
            bundle.add("faults/" + fault.getFileName(), () -> logs.of(fault));
        }
    }

    private Map<String, Object> versions() {
        var versions = new LinkedHashMap<String, Object>();
        versions.put("varve", version);
        versions.put("java", Runtime.version().toString());
        versions.put("javaVendor", System.getProperty("java.vendor"));
        versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        versions.put("architecture", System.getProperty("os.arch"));
        versions.put("sqliteDriver", org.sqlite.SQLiteJDBCLoader.getVersion());
        return versions;
    }

    private Map<String, Path> volumes() {
        return events instanceof SqliteAddress embedded
                ? Map.of("home", home.directory(), "eventStore", embedded.file())
                : Map.of("home", home.directory());
    }

    private Map<String, Object> store() {
        var health = new LinkedHashMap<String, Object>();
        if (events instanceof SqliteAddress(var file)) {
            health.put("file", file.toString());
            health.put("sizeBytes", size(file));
            health.put("walBytes", size(file.resolveSibling(file.getFileName() + "-wal")));
        } else {
            health.put("kind", "postgresql");
        }
        health.put("waitingFacts", WaitingFacts.in(home).orElse(null));
        try (var store = events.openReadOnly()) {
            var verdict = store.proof().verify();
            health.put("ok", verdict.ok());
            health.put("events", verdict.events());
            health.put("rootHash", verdict.rootHash());
            health.put("firstFailure", verdict.firstFailure());
        } catch (RuntimeException broken) {
            health.put("ok", false);
            health.put("why", Failures.inWords(broken));
        }
        return health;
    }

    /** Sizes of the volumes that these files stand on, or would. */
    static Map<String, Object> room(Map<String, Path> files) {
        var room = new LinkedHashMap<String, Object>();
        files.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(file -> {
            var volume = new LinkedHashMap<String, Object>();
            volume.put("path", file.getValue().toString());
            try {
                var store = Files.getFileStore(existing(file.getValue()));
                volume.put("fileSystem", store.type());
                volume.put("totalBytes", store.getTotalSpace());
                volume.put("usableBytes", store.getUsableSpace());
            } catch (IOException unknown) {
                volume.put("why", unknown.getClass().getSimpleName());
            }
            room.put(file.getKey(), volume);
        });
        return room;
    }

    private static Path existing(Path path) {
        var known = path.toAbsolutePath();
        while (!Files.exists(known) && known.getParent() != null) {
            known = known.getParent();
        }
        return known;
    }

    private static Long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException missing) {
            return null;
        }
    }

    private java.util.List<Path> faults() {
        try (var files = Files.list(home.directory().resolve("faults"))) {
            return files.sorted(java.util.Comparator.reverseOrder())
                    .limit(MOST_FAULTS)
                    .sorted()
                    .toList();
        } catch (IOException none) {
            return java.util.List.of();
        }
    }
}
