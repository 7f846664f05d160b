package dev.varve.command.serve;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts commands of this very product: the same Java, the same options, the same classes; no shell between. */
final class ProductProcess {

    private static final String MAIN = "dev.varve.command.app.Varve";
    private static final File NOTHING = new File("/dev/null");

    /** What belongs to this process alone: a port to debug at, an archive to write. */
    private static final List<String> OWN = List.of(
            "-agentlib:jdwp",
            "-Xrunjdwp",
            "-javaagent:",
            "-Dcom.sun.management.jmxremote",
            "-XX:AOTCacheOutput",
            "-XX:ArchiveClassesAtExit",
            "-XX:StartFlightRecording");

    private final Map<String, String> environment;

    /** @param environment of what is started; it names the home and the store */
    ProductProcess(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Starts a command that outlives this process: in a session of its own, where no terminal's Ctrl-C or hang-up reaches it.
     *
     * @param out receives what it prints; exists
     */
    Process startDetached(List<String> words, Path out, Path err, Map<String, String> more) throws IOException {
        var line = new ArrayList<String>();
        onPath("setsid").ifPresent(line::add);
        line.addAll(product());
        line.addAll(words);
        return start(line, out, err, more);
    }

    /** Starts a command that somebody waits for. */
    Process start(List<String> words, Path out, Path err) throws IOException {
        return start(Stream.concat(product().stream(), words.stream()).toList(), out, err, Map.of());
    }

    private Process start(List<String> line, Path out, Path err, Map<String, String> more) throws IOException {
        var builder = new ProcessBuilder(line)
                .redirectInput(NOTHING)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
        var there = new HashMap<>(environment);
        there.put("VARVE_TERMINAL", "0");
        there.put("VARVE_ASKS", "0");
        there.putAll(more);
        builder.environment().clear();
        builder.environment().putAll(there);
        return builder.start();
    }

    private static List<String> product() {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> OWN.stream().noneMatch(option::startsWith))
                .forEach(line::add);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        return line;
    }

    private Optional<String> onPath(String program) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
