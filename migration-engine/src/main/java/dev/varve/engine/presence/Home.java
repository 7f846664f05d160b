package dev.varve.engine.presence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a process belongs, told by its control group: a container, a service of systemd, or neither. That decides how it is
 * stopped so that it stays stopped.
 *
 * @param container the container's name, or the beginning of its id where no daemon tells the name; {@code null} if in none
 * @param service such as {@code openwebui.service}; {@code null} if of none
 */
record Home(String container, String service) {

    static final Home UNKNOWN = new Home(null, null);

    private static final Pattern CONTAINER_ID = Pattern.compile("\\b[0-9a-f]{64}\\b");
    private static final Pattern SERVICE = Pattern.compile("/system\\.slice/(?:[^/]+/)*([^/]+\\.service)");

    /** These start what others ordered; stopping them stops nothing that runs. */
    private static final Set<String> STARTERS =
            Set.of("cron.service", "crond.service", "atd.service", "docker.service", "containerd.service");

    private static final int SHORT_ID = 12;

    /** @param containers those that a daemon told, to find the name by */
    static Home of(long pid, List<Container> containers) {
        try {
            return in(
                    Files.readString(Path.of("/proc", Long.toString(pid), "cgroup"), StandardCharsets.UTF_8),
                    containers);
        } catch (IOException gone) {
            return UNKNOWN;
        }
    }

    /** @param controlGroups the text of {@code /proc/PID/cgroup} */
    static Home in(String controlGroups, List<Container> containers) {
        var id = CONTAINER_ID.matcher(controlGroups.replace('-', ' '));
        if (id.find()) {
            return new Home(nameOf(id.group(), containers), null);
        }
        return SERVICE.matcher(controlGroups)
                .results()
                .map(found -> found.group(1))
                .filter(service -> !STARTERS.contains(service))
                .findFirst()
                .map(service -> new Home(null, service))
                .orElse(UNKNOWN);
    }

    private static String nameOf(String id, List<Container> containers) {
        return containers.stream()
                .filter(container -> container.id().equals(id))
                .map(Container::name)
                .findFirst()
                .orElse(id.substring(0, SHORT_ID));
    }

    String inWords() {
        if (container != null) {
            return ", in container " + container;
        }
        return service == null ? "" : ", of " + service;
    }

    String remedy(long pid, String command) {
        if (container != null) {
            return "stop container " + container + ": docker stop " + container;
        }
        return service == null
                ? "stop the application: " + command + ", process " + pid
                : "stop the service: systemctl stop " + service;
    }
}
