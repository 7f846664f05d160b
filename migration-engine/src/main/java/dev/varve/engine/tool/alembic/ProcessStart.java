package dev.varve.engine.tool.alembic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** When a process started, as Linux counts: field 22 of {@code /proc/PID/stat}, see proc(5). */
public final class ProcessStart {

    private static final int AFTER_THE_NAME = 22 - 3;

    private ProcessStart() {}

    /** In clock ticks since boot, or {@code null} if there is no such process or no such file. */
    public static Long of(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The second field is the name in parentheses and may itself hold spaces and parentheses.
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.valueOf(fields[AFTER_THE_NAME]);
        } catch (IOException | RuntimeException unknown) {
            return null;
        }
    }
}
