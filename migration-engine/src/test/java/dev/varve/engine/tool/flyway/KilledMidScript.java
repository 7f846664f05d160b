package dev.varve.engine.tool.flyway;

import dev.varve.engine.observation.Observation.StatementStarting;
import java.nio.file.Path;

/** A process of its own that upgrades and is gone, without a word, when the given statement of the given revision begins. */
final class KilledMidScript {

    private static final int KILLED = 137;

    private KilledMidScript() {}

    public static void main(String[] arguments) throws Exception {
        var bench = Bench.onSqlite(Path.of(arguments[0]));
        bench.observer = seen -> {
            if (seen instanceof StatementStarting starting
                    && starting.revision().equals(arguments[1])
                    && starting.ordinal() == Integer.parseInt(arguments[2])) {
                Runtime.getRuntime().halt(KILLED);
            }
        };
        bench.upgrade("head");
    }

    /** Runs and kills it; returns its exit code. */
    static int run(Path folder, String revision, int statement) throws Exception {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var process = new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledMidScript.class.getName(),
                        folder.toString(),
                        revision,
                        Integer.toString(statement))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("killed.log").toFile())
                .start();
        return process.waitFor();
    }
}
