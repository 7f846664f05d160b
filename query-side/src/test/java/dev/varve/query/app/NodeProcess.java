package dev.varve.query.app;

import java.io.IOException;
import java.nio.file.Path;

/** A dashboard node as a process of its own, by the main that an operator starts. */
record NodeProcess(Process process) implements AutoCloseable {

    /** {@code log} receives what it says. */
    static NodeProcess start(Path home, String url, Path log) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                QueryApplication.class.getName(),
                "--home",
                home.toString(),
                "--store",
                url,
                "--port",
                "0");
        return new NodeProcess(
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start());
    }

    /** Whether a claim is this node's. */
    boolean owns(String owner) {
        return owner != null && owner.startsWith(process.pid() + "-");
    }

    /** At once, as a machine loses its power. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }
}
