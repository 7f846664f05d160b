package dev.varve.engine.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Goes through every process's descriptors and the lock table once. */
final class HandleSearch {

    static final Path PROC = Path.of("/proc");
    private static final Pattern LOCK = Pattern.compile(" (-?[0-9]+) ([0-9a-f]+):([0-9a-f]+):([0-9]+) ");

    private final Set<String> wanted;
    private final Set<Long> except;
    private final Map<Long, FileHolder> found = new TreeMap<>();
    private final Map<Long, String> forbidden = new TreeMap<>();

    HandleSearch(DatabaseFiles files, Set<Long> except) {
        this.wanted = Stream.concat(Stream.of(files.main()), files.companions().stream())
                .map(path -> Objects.toString(FileIdentity.of(path)))
                .collect(Collectors.toSet());
        this.except = except;
    }

    void run() {
        for (var process : processes()) {
            lookInto(process);
        }
        lookAtLocks();
    }

    List<FileHolder> holders() {
        return List.copyOf(found.values());
    }

    /** The processes whose descriptors may not be looked at: their ids and commands. */
    Map<Long, String> forbidden() {
        return forbidden;
    }

    private static List<Path> processes() {
        try (var entries = Files.newDirectoryStream(PROC, HandleSearch::isProcess)) {
            var processes = new ArrayList<Path>();
            entries.forEach(processes::add);
            return processes;
        } catch (IOException | DirectoryIteratorException notLinux) {
            return List.of();
        }
    }

    private static boolean isProcess(Path entry) {
        return entry.getFileName().toString().chars().allMatch(Character::isDigit);
    }

    private void lookInto(Path process) {
        var pid = Long.parseLong(process.getFileName().toString());
        if (except.contains(pid)) {
            return;
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (var descriptor : descriptors) {
                lookAt(pid, descriptor);
            }
        } catch (AccessDeniedException denied) {
            forbidden.put(pid, command(pid));
        } catch (IOException | DirectoryIteratorException ended) {
            // a process that ends while we look holds nothing
        }
    }

    private void lookAt(long pid, Path descriptor) throws AccessDeniedException {
        try {
            var link = Files.readSymbolicLink(descriptor).toString();
            if (link.startsWith("/") && !link.startsWith("/dev/") && wanted.contains(FileIdentity.of(descriptor))) {
                found.computeIfAbsent(pid, holder -> holder(holder, link));
            }
        } catch (AccessDeniedException denied) {
            // Root may list the descriptors of a process that has more capabilities, but not see where they lead.
            throw denied;
        } catch (IOException closedMeanwhile) {
            // a descriptor that is closed while we look holds nothing
        }
    }

    /** Lines such as {@code 1: POSIX ADVISORY WRITE 4711 08:01:1234 0 EOF}, device in hexadecimal. */
    private void lookAtLocks() {
        List<String> lines;
        try {
            lines = Files.readAllLines(PROC.resolve("locks"), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return;
        }
        for (var line : lines) {
            var lock = LOCK.matcher(line);
            if (lock.find()) {
                lookAtLock(lock);
            }
        }
    }

    private void lookAtLock(Matcher lock) {
        var pid = Long.parseLong(lock.group(1));
        var device = deviceNumber(Long.parseLong(lock.group(2), 16), Long.parseLong(lock.group(3), 16));
        if (pid > 0 && !except.contains(pid) && wanted.contains(device + ":" + lock.group(4))) {
            found.computeIfAbsent(pid, holder -> holder(holder, "lock"));
        }
    }

    /** As {@code makedev(3)} joins them. */
    private static long deviceNumber(long major, long minor) {
        return (minor & 0xff) | ((major & 0xfff) << 8) | ((minor & ~0xffL) << 12) | ((major & ~0xfffL) << 32);
    }

    private static FileHolder holder(long pid, String file) {
        return new FileHolder(pid, command(pid), file, startOf(pid));
    }

    private static Instant startOf(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(start -> start.truncatedTo(ChronoUnit.SECONDS))
                .orElse(null);
    }

    private static String command(long pid) {
        try {
            return Files.readString(PROC.resolve(Long.toString(pid)).resolve("comm"))
                    .strip();
        } catch (IOException gone) {
            return "?";
        }
    }
}
