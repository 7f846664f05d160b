package dev.varve.engine.presence;

import java.time.Instant;
import java.util.List;

/**
 * A running container, as its daemon tells it.
 *
 * @param id 64 hexadecimal digits
 * @param name its first name, without the slash that Docker puts before it
 * @param startedAt {@code null} if the daemon does not tell
 */
record Container(String id, String name, String image, Instant startedAt, List<Mount> mounts) {

    Container {
        mounts = List.copyOf(mounts);
    }

    /**
     * A part of the host's files that the container sees.
     *
     * @param source the path on the host
     * @param destination the path inside
     */
    record Mount(String source, String destination, boolean writable) {}

    /** Such as {@code container openwebui (ghcr.io/open-webui/open-webui), running since 2026-11-22T10:15:00Z}. */
    String inWords() {
        return "container " + name + " (" + image + ")" + (startedAt == null ? "" : ", running since " + startedAt);
    }

    String remedy() {
        return "stop container " + name + ": docker stop " + name;
    }
}
