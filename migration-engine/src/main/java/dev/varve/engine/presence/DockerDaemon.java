package dev.varve.engine.presence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The container daemon of this machine, asked by its own interface
 * (<a href="https://docs.docker.com/reference/api/engine/">Docker Engine API</a>, which Podman offers too). Reads only.
 */
final class DockerDaemon {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Path socket;
    private final UnixHttp http;

    DockerDaemon(Path socket) {
        this.socket = socket;
        this.http = new UnixHttp(socket, LIMIT);
    }

    boolean isThere() {
        return Files.exists(socket);
    }

    /**
     * The containers that run now, paused ones included.
     *
     * @throws IOException if the daemon cannot be asked, or answers something else
     */
    List<Container> running() throws IOException {
        var containers = new ArrayList<Container>();
        for (var listed : ask("/containers/json")) {
            containers.add(container(listed));
        }
        return containers;
    }

    private Container container(JsonNode listed) throws IOException {
        var id = listed.path("Id").asString("");
        var name = listed.path("Names").path(0).asString("/" + id);
        var mounts = new ArrayList<Container.Mount>();
        for (var mount : listed.path("Mounts")) {
            mounts.add(new Container.Mount(
                    mount.path("Source").asString(""),
                    mount.path("Destination").asString(""),
                    mount.path("RW").asBoolean(true)));
        }
        return new Container(
                id,
                name.startsWith("/") ? name.substring(1) : name,
                listed.path("Image").asString("?"),
                null,
                mounts);
    }

    /** The same container with the moment of its start, which a list does not tell. */
    Container withStart(Container container) {
        try {
            var startedAt = ask("/containers/" + container.id() + "/json")
                    .path("State")
                    .path("StartedAt")
                    .asString("");
            return new Container(
                    container.id(),
                    container.name(),
                    container.image(),
                    Instant.parse(startedAt).truncatedTo(ChronoUnit.SECONDS),
                    container.mounts());
        } catch (IOException | DateTimeException untold) {
            return container;
        }
    }

    private JsonNode ask(String path) throws IOException {
        try {
            return JSON.readTree(http.get(path));
        } catch (JacksonException torn) {
            throw new IOException("an answer that is not JSON", torn);
        }
    }
}
