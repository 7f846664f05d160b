package dev.varve.engine.presence;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.database.FileHolder;
import dev.varve.engine.database.OpenFiles;
import dev.varve.engine.database.postgres.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks for every sign that the application still uses a database. Opens no file of the database; a server is asked. */
public final class PresenceProbe {

    private static final Duration URL_LIMIT = Duration.ofSeconds(5);

    private final Database database;
    private final Asked asked;

    public PresenceProbe(Database database, Asked asked) {
        this.database = database;
        this.asked = asked;
    }

    /** Everything that can be seen from here now. */
    public Presence look() {
        var signs = new ArrayList<Sign>();
        var blindSpots = new ArrayList<String>();
        var open = openFiles();
        blindSpots.addAll(open.blindSpots());
        if (database instanceof PostgresDatabase server) {
            var onServer = ServerSigns.of(server);
            signs.addAll(onServer.signs());
            blindSpots.addAll(onServer.blindSpots());
        }
        var containers = containers(blindSpots);
        open.holders().forEach(holder -> signs.add(holds(holder, containers)));
        asked.processes().stream()
                .filter(PresenceProbe::lives)
                .filter(process -> open.holders().stream().noneMatch(holder -> holder.pid() == process.pid()))
                .forEach(process -> signs.add(lives(process, containers)));
        for (var url : asked.urls()) {
            var seen = new UrlProbe(URL_LIMIT).look(url);
            signs.addAll(seen.signs());
            blindSpots.addAll(seen.blindSpots());
        }
        signs.addAll(mounts(containers, signs));
        return new Presence(signs, blindSpots);
    }

    private OpenFiles openFiles() {
        return database instanceof FileDatabase file
                ? file.openElsewhere(Set.of())
                : new OpenFiles(List.of(), List.of());
    }

    private List<Container> containers(List<String> blindSpots) {
        var daemon = new DockerDaemon(asked.dockerSocket());
        if (!daemon.isThere()) {
            return List.of();
        }
        try {
            return daemon.running();
        } catch (IOException untold) {
            blindSpots.add(
                    "the container daemon at " + asked.dockerSocket() + " cannot be asked: " + untold.getMessage());
            return List.of();
        }
    }

    private static Sign holds(FileHolder holder, List<Container> containers) {
        return new Sign.HoldsOpen(holder, Home.of(holder.pid(), containers));
    }

    private static Sign lives(ProcessHandle process, List<Container> containers) {
        var since = process.info().startInstant().map(start -> start.truncatedTo(ChronoUnit.SECONDS));
        return new Sign.Lives(
                process.pid(), command(process.pid()), since.orElse(null), Home.of(process.pid(), containers));
    }

    /** A container whose process is told already is not told twice. */
    private List<Sign> mounts(List<Container> containers, List<Sign> told) {
        if (!(database instanceof FileDatabase file)) {
            return List.of();
        }
        var names = told.stream().map(sign -> sign.evidence().get("container")).toList();
        var daemon = new DockerDaemon(asked.dockerSocket());
        return new MountedContainers(containers)
                .writingTo(file.files().main()).stream()
                        .filter(container -> !asked.ignoredContainers().contains(container.name()))
                        .filter(container -> !names.contains(container.name()))
                        .map(daemon::withStart)
                        .<Sign>map(Sign.Mounts::of)
                        .toList();
    }

    private static boolean lives(ProcessHandle process) {
        return process.isAlive() && !stat(process.pid()).startsWith("Z");
    }

    /** What follows the command's name in {@code /proc/PID/stat}: the state first. */
    private static String stat(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2);
        } catch (IOException | RuntimeException untold) {
            return "";
        }
    }

    private static String command(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                    .strip();
        } catch (IOException untold) {
            return "?";
        }
    }
}
