package dev.varve.command.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A network namespace, and the one cable that joins it to this machine. Cut, nobody is told: packets go nowhere, both ends wait. */
final class Wire implements AutoCloseable {

    private static final AtomicInteger WIRES = new AtomicInteger();
    private static final int NETWORKS = 250;

    private final String namespace;
    private final String here;
    private final String there;
    private final String prefix;

    private Wire(String namespace, String here, String there, String prefix) {
        this.namespace = namespace;
        this.here = here;
        this.there = there;
        this.prefix = prefix;
    }

    /** Needs root. The addresses are of the range for tests of networks (RFC 2544). */
    static Wire laid() throws IOException, InterruptedException {
        var nth = WIRES.incrementAndGet();
        var pid = ProcessHandle.current().pid();
        var id = pid % 100_000 + "x" + nth;
        var wire = new Wire("varve-" + id, "vvh" + id, "vvn" + id, "198.18." + (pid * 7 + nth) % NETWORKS + ".");
        try {
            wire.lay();
            return wire;
        } catch (IOException | InterruptedException | AssertionError failed) {
            try (wire) {
                throw failed;
            }
        }
    }

    private void lay() throws IOException, InterruptedException {
        ip("netns", "add", namespace);
        ip("link", "add", here, "type", "veth", "peer", "name", there, "netns", namespace);
        // On its own interface, the server's address would go when the cable is cut, and this machine could not look
        // either.
        ip("address", "add", server() + "/32", "dev", "lo");
        ip("address", "add", prefix + "2/24", "dev", here);
        ip("-n", namespace, "address", "add", client() + "/24", "dev", there);
        ip("-n", namespace, "link", "set", "lo", "up");
        ip("-n", namespace, "link", "set", there, "up");
        mend();
    }

    /** By this address a server of this machine is reached from both sides; from here also while the wire is cut. */
    String server() {
        return prefix + "1";
    }

    /** Whoever is behind the wire has it. */
    String client() {
        return prefix + "3";
    }

    String network() {
        return prefix + "0/24";
    }

    /** The program that starts another one behind the wire, with its options. */
    List<String> behind() {
        return List.of("ip", "netns", "exec", namespace);
    }

    void cut() throws IOException, InterruptedException {
        ip("link", "set", here, "down");
    }

    void mend() throws IOException, InterruptedException {
        ip("link", "set", here, "up");
    }

    private static void ip(String... words) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of("ip"));
        line.addAll(List.of(words));
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(
                    "expected the right to make a network namespace (root, iproute2), found: " + line + ": " + said);
        }
    }

    /** The namespace takes its end of the cable, and with it the other one. */
    @Override
    public void close() throws IOException, InterruptedException {
        ip("address", "del", server() + "/32", "dev", "lo");
        ip("link", "del", here);
        ip("netns", "del", namespace);
    }
}
