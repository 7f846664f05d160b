package dev.varve.command.append;

import dev.varve.engine.tool.alembic.ProcessStart;
import dev.varve.events.LeaseHolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This machine and its processes, as far as they tell a living lease holder from a dead one. */
public final class ThisMachine {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private ThisMachine() {}

    /** This process as the holder of a lease. */
    public static LeaseHolder holder(String actor) {
        var pid = ProcessHandle.current().pid();
        return new LeaseHolder(hostName(), bootId(), pid, startOf(pid), actor);
    }

    /** The machine's name. */
    public static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "unnamed-host";
        }
    }

    /** The machine's boot, or {@code null} where the system does not tell. */
    static String bootId() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException notLinux) {
            return null;
        }
    }

    /** When a process started, in clock ticks since boot; {@code null} if there is none, or the system does not tell. */
    static Long startOf(long pid) {
        return ProcessStart.of(pid);
    }

    /** Whether that very process runs here: same id, and same start where both are known. */
    public static boolean isAlive(long pid, Long start) {
        var alive = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        if (!alive || isZombie(pid)) {
            return false;
        }
        var startNow = startOf(pid);
        return start == null || startNow == null || start.equals(startNow);
    }

    private static boolean isZombie(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
        } catch (IOException | RuntimeException gone) {
            return false;
        }
    }

    /** Why the holder is known to be dead, as a sentence; {@code null} if it lives or nobody here can tell. */
    public static String deathEvidence(LeaseHolder holder) {
        if (!holder.host().equals(hostName())) {
            return null;
        }
        if (holder.bootId() != null && bootId() != null && !holder.bootId().equals(bootId())) {
            return "host " + holder.host() + " has been restarted since (boot " + holder.bootId() + ", now " + bootId()
                    + ")";
        }
        if (isAlive(holder.pid(), holder.processStart())) {
            return null;
        }
        var now = startOf(holder.pid());
        return now == null
                ? "process " + holder.pid() + " is gone from host " + holder.host()
                : "process " + holder.pid() + " on host " + holder.host() + " started at tick " + now
                        + ", the holder at " + holder.processStart();
    }
}
