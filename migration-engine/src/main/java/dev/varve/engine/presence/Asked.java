package dev.varve.engine.presence;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the operator told of the application, and where its containers are known.
 *
 * @param processes processes of the application, as they were when they were named: an id that is given to another later is not it
 * @param urls addresses at which it answers while it runs
 * @param ignoredContainers names of containers that mount the database's folder and never open it
 * @param dockerSocket the daemon's Unix domain socket; it need not be there
 */
public record Asked(List<ProcessHandle> processes, List<URI> urls, Set<String> ignoredContainers, Path dockerSocket) {

    private static final Path USUAL_SOCKET = Path.of("/var/run/docker.sock");
    private static final String UNIX = "unix://";

    public Asked {
        processes = List.copyOf(processes);
        urls = List.copyOf(urls);
        ignoredContainers = Set.copyOf(ignoredContainers);
    }

    /** What is asked when the operator said nothing. */
    public static Asked nothing(Map<String, String> environment) {
        return new Asked(List.of(), List.of(), Set.of(), dockerSocket(environment));
    }

    /** As Docker's own client finds it; a daemon on another machine is of no use here. */
    public static Path dockerSocket(Map<String, String> environment) {
        var host = environment.getOrDefault("DOCKER_HOST", "");
        return host.startsWith(UNIX) ? Path.of(host.substring(UNIX.length())) : USUAL_SOCKET;
    }
}
