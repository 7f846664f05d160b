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

    private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private ThisMachine() {}

    /** This process as the holder of a lease. */
    public static LeaseHolder holder(String actor) {
        var pid = ProcessHandle.current().pid();
        return new LeaseHolder(hostName(), bootId(), pidNamespace(), pid, startOf(pid), actor);
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

    /** In which namespace process ids mean something, or {@code null} where the system does not tell. */
    static String pidNamespace() {
        try {
            return Files.readSymbolicLink(PID_NAMESPACE).toString();
        } catch (IOException | UnsupportedOperationException notLinux) {
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

    /** From where a process of somebody else is seen. */
    public enum Place {
        /** Its id means here what it means there. */
        HERE,
        /** On this host, before it was started anew. */
        BEFORE_A_RESTART,
        /** On this machine, in a namespace whose process ids mean nothing here. */
        ANOTHER_NAMESPACE,
        ANOTHER_HOST
    }

    /** Where the holder runs, or ran, as seen from here. What an old record does not tell is taken to be as it is here. */
    public static Place placeOf(LeaseHolder holder) {
        var sameBoot = agree(holder.bootId(), bootId());
        if (sameBoot && !agree(holder.pidNamespace(), pidNamespace())) {
            return Place.ANOTHER_NAMESPACE;
        }
        if (!holder.host().equals(hostName())) {
            return Place.ANOTHER_HOST;
        }
        return sameBoot ? Place.HERE : Place.BEFORE_A_RESTART;
    }

    private static boolean agree(String recorded, String here) {
        return recorded == null || here == null || recorded.equals(here);
    }

    /** The holder's process in words, with its namespace if that is not this one. */
    public static String inWords(LeaseHolder holder) {
        var process = "process " + holder.pid() + " on " + holder.host();
        return placeOf(holder) == Place.ANOTHER_NAMESPACE
                ? process + " in another PID namespace, " + holder.pidNamespace()
                : process;
    }

    /** Why the holder is known to be dead, as a sentence; {@code null} if it lives or nobody here can tell. */
    public static String deathEvidence(LeaseHolder holder) {
        return switch (placeOf(holder)) {
            case ANOTHER_HOST, ANOTHER_NAMESPACE -> null;
            case BEFORE_A_RESTART ->
                "host " + holder.host() + " has been restarted since (boot " + holder.bootId() + ", now " + bootId()
                        + ")";
            case HERE -> isAlive(holder.pid(), holder.processStart()) ? null : goneFromHere(holder);
        };
    }

    private static String goneFromHere(LeaseHolder holder) {
        var now = startOf(holder.pid());
        return now == null
                ? "process " + holder.pid() + " is gone from host " + holder.host()
                : "process " + holder.pid() + " on host " + holder.host() + " started at tick " + now
                        + ", the holder at " + holder.processStart();
    }

    /** Whether the tool that the holder started may still run on this machine: where its id means nothing, it may. */
    public static boolean toolMayLive(LeaseHolder holder, long toolPid, Long toolStart) {
        return switch (placeOf(holder)) {
            case HERE -> isAlive(toolPid, toolStart);
            case ANOTHER_NAMESPACE -> true;
            case BEFORE_A_RESTART, ANOTHER_HOST -> false;
        };
    }
}
