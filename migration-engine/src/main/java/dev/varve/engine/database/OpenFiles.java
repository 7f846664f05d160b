package dev.varve.engine.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who has a file open, told by Linux's {@code /proc}: the descriptors of every process that may be looked into, and the
 * lock table for the others (<a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>).
 *
 * @param holders one for each process, by process id
 * @param complete whether every process could be looked into; if not, nobody found does not mean nobody there
 */
public record OpenFiles(List<FileHolder> holders, boolean complete) {

    private static final Path PROC = Path.of("/proc");
    private static final Pattern LOCK = Pattern.compile(" (-?[0-9]+) ([0-9a-f]+):([0-9a-f]+):([0-9]+) ");

    public OpenFiles {
        holders = List.copyOf(holders);
    }

    /** The processes that have a database or one of its companions open, without this one and those named. */
    static OpenFiles of(DatabaseFiles files, Set<Long> exceptPids) {
        var wanted = Stream.concat(Stream.of(files.main()), files.companions().stream())
                .map(path -> Objects.toString(FileIdentity.of(path)))
                .collect(Collectors.toSet());
        var except = new HashSet<>(exceptPids);
        except.add(ProcessHandle.current().pid());
        return new Search(wanted, except).run();
    }

    public boolean isEmpty() {
        return holders.isEmpty();
    }

    /** Such as {@code python3 (pid 4711), sqlite3 (pid 12)}. */
    public String inWords() {
        return holders.stream().map(FileHolder::inWords).collect(Collectors.joining(", "));
    }

    private static final class Search {

        private final Set<String> wanted;
        private final Set<Long> except;
        private final Map<Long, FileHolder> found = new TreeMap<>();
        private boolean complete = true;

        Search(Set<String> wanted, Set<Long> except) {
            this.wanted = wanted;
            this.except = except;
        }

        OpenFiles run() {
            if (!Files.isDirectory(PROC.resolve("self/fd"))) {
                return new OpenFiles(List.of(), false);
            }
            try (var processes = Files.newDirectoryStream(PROC, Search::isProcess)) {
                processes.forEach(this::lookInto);
            } catch (IOException unreadable) {
                complete = false;
            }
            lookAtLocks();
            return new OpenFiles(List.copyOf(found.values()), complete);
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
            } catch (IOException | DirectoryIteratorException goneOrForbidden) {
                complete &= !Files.isDirectory(process) || Files.isReadable(process.resolve("fd"));
            }
        }

        private void lookAt(long pid, Path descriptor) {
            try {
                var link = Files.readSymbolicLink(descriptor).toString();
                if (link.startsWith("/") && !link.startsWith("/dev/") && wanted.contains(FileIdentity.of(descriptor))) {
                    found.putIfAbsent(pid, new FileHolder(pid, command(pid), link));
                }
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
                found.putIfAbsent(pid, new FileHolder(pid, command(pid), "lock"));
            }
        }

        /** As {@code makedev(3)} joins them. */
        private static long deviceNumber(long major, long minor) {
            return (minor & 0xff) | ((major & 0xfff) << 8) | ((minor & ~0xffL) << 12) | ((major & ~0xfffL) << 32);
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
}
