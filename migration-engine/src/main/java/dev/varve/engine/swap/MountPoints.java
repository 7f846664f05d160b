package dev.varve.engine.swap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where file systems are mounted in this process's view (<a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">mountinfo</a>). */
final class MountPoints {

    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private MountPoints() {}

    /** Whether something is mounted at that very path; {@code false} where the system does not tell. */
    static boolean contain(Path path) throws IOException {
        if (!Files.isReadable(TABLE)) {
            return false;
        }
        var wanted = path.toString();
        try (var lines = Files.lines(TABLE, StandardCharsets.UTF_8)) {
            return lines.map(line -> line.split(" ", -1)[MOUNT_POINT])
                    .map(MountPoints::unescaped)
                    .anyMatch(wanted::equals);
        }
    }

    /** Space, tab, newline and backslash are written in octal. */
    private static String unescaped(String field) {
        return OCTAL.matcher(field)
                .replaceAll(code -> java.util.regex.Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(code.group(1), 8))));
    }
}
