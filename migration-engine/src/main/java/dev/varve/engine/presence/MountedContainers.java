package dev.varve.engine.presence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Which running containers may write where a database stands. */
final class MountedContainers {

    private final List<Container> running;
    private final List<Container> own;

    /** @param running every running container, the one that this process may run in included */
    MountedContainers(List<Container> running) {
        this(running, MountedContainers::isOwn);
    }

    /** @param isOwn whether this process runs in it */
    MountedContainers(List<Container> running, Predicate<Container> isOwn) {
        this.running = running;
        this.own = running.stream().filter(isOwn).toList();
    }

    /** Without the container that this process runs in. */
    List<Container> writingTo(Path file) {
        var onHost = onHost(file);
        return running.stream()
                .filter(container -> !own.contains(container))
                .filter(container -> container.mounts().stream().anyMatch(mount -> reaches(mount, onHost)))
                .toList();
    }

    /** A mount of the whole machine is a watchdog's or an agent's, and tells nothing about one database. */
    private static boolean reaches(Container.Mount mount, Path file) {
        var source = realOrNull(mount.source());
        return mount.writable() && source != null && source.getNameCount() > 0 && file.startsWith(source);
    }

    /** The daemon speaks of the host's paths; inside a container the same file has another. */
    private Path onHost(Path file) {
        return own.stream()
                .flatMap(container -> container.mounts().stream())
                .filter(mount -> !mount.destination().isEmpty() && file.startsWith(mount.destination()))
                .max(Comparator.comparingInt(mount -> mount.destination().length()))
                .map(mount -> Path.of(mount.source())
                        .resolve(Path.of(mount.destination()).relativize(file))
                        .normalize())
                .orElse(file);
    }

    private static Path realOrNull(String source) {
        try {
            var path = Path.of(source);
            if (!path.isAbsolute()) {
                return null;
            }
            return Files.exists(path) ? path.toRealPath() : path.normalize();
        } catch (IOException | InvalidPathException unusable) {
            return null;
        }
    }

    /** A container's own files of name resolution are mounted from a folder of the host that is named by its id. */
    private static boolean isOwn(Container container) {
        try {
            return !container.id().isEmpty()
                    && (Files.readString(Path.of("/proc/self/mountinfo")).contains("/" + container.id() + "/")
                            || Files.readString(Path.of("/proc/self/cgroup")).contains(container.id()));
        } catch (IOException notLinux) {
            return false;
        }
    }
}
