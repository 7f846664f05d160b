package dev.varve.command.endtoend;

import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Home;
import dev.varve.cli.StoreLocation;
import dev.varve.cli.Surroundings;
import dev.varve.command.cli.CommandLines;
import dev.varve.server.CommandSide;
import dev.varve.store.StoreAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** An operator's terminal with a home of its own: types commands into this process or into processes of their own. */
public final class Terminal {

    private static final String MAIN = "dev.varve.command.app.Varve";

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private List<String> container = List.of();

    /** With a folder for the home, what the processes print, and their temporary files. */
    public Terminal(Path folder, Path locks) {
        this.folder = folder;
        environment.remove("VARVE_STORE");
        environment.put("VARVE_HOME", home().toString());
        environment.put("VARVE_LOCKS", locks.toString());
        try {
            Files.createDirectories(folder.resolve("tmp"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Terminal(Path folder) {
        this(folder, folder.resolve("locks"));
    }

    public Path home() {
        return folder.resolve("home");
    }

    /** Where what this operator types is recorded. */
    StoreAddress store() {
        return StoreLocation.of(new GlobalOptions(), environment, new Home(home()));
    }

    public Terminal with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** The same operator at another terminal: with the same home, and surroundings of its own from here on. */
    Terminal another() {
        var other = new Terminal(folder);
        other.environment.putAll(environment);
        return other;
    }

    /** From now on its processes see only each other, as in a container of the same host name. */
    Terminal inAPidNamespaceOfItsOwn() {
        container = List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");
        var probe = new ArrayList<>(container);
        probe.add("true");
        try {
            var process = new ProcessBuilder(probe).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(
                        "expected the right to make a PID namespace (unshare, as root), found: " + said);
            }
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError("expected unshare, of util-linux, found: " + failed, failed);
        }
        return this;
    }

    /** Types the command into this process, where a process of its own would prove nothing more. */
    public Ended type(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = CommandLines.of(
                        new Surroundings(Clock.systemUTC(), environment, stream(out), stream(err), false, "end-to-end"))
                .execute(words);
        return new Ended(
                String.join(" ", words),
                code,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    /** Puts a database under watch with Flyway's scripts, or with the settings that lead to them. */
    public Ended addFlyway(String target, Path config, String url, String... more) {
        var words = new ArrayList<>(
                List.of("target", "add", target, "--tool", "flyway", "--config", config.toString(), "--database", url));
        words.addAll(List.of(more));
        return type(words.toArray(String[]::new));
    }

    /** Likewise with Alembic's scripts, which that Python runs. */
    public Ended addAlembic(String target, Path ini, String url, String python) {
        return type(
                "target",
                "add",
                target,
                "--tool",
                "alembic",
                "--config",
                ini.toString(),
                "--database",
                url,
                "--python",
                python);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** What may be done from a server of this operator. */
    CommandSide server() {
        return server(false);
    }

    /** Likewise; whether it starts only those upgrades that were approved. */
    CommandSide server(boolean requiresApproval) {
        var surroundings =
                new Surroundings(Clock.systemUTC(), environment, System.out, System.err, false, "end-to-end");
        return ServiceLoader.load(CommandSide.Provider.class)
                .findFirst()
                .orElseThrow()
                .open(surroundings, new Home(home()), store(), requiresApproval);
    }

    /** A server as a process of its own, which gives one order and then waits. */
    Session startServer(String orderId, String target) {
        var line = List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OrderingServer.class.getName(),
                orderId,
                target);
        return started("server", line, environment);
    }

    /** The command as a process of its own, in a session of its own so that it can be signalled whole. */
    public Session start(String... words) {
        return startUnder(container, words);
    }

    /** Likewise, started by another program, such as one that watches it; {@code before} is that program and its options. */
    public Session startUnder(List<String> before, String... words) {
        var line = new ArrayList<>(List.of(
                "env",
                // A build that was started in the background ignores Ctrl-C, and so would everything that it starts.
                "--default-signal=INT",
                "setsid"));
        line.addAll(before);
        line.addAll(product(MAIN));
        line.addAll(List.of(words));
        return started(String.join(" ", words), line, environment);
    }

    /** A shell script as a process without a terminal; {@code varve} in it is the product. */
    Session startScript(String script) {
        var withLauncher = new HashMap<>(environment);
        withLauncher.put("PATH", Script.launcher(folder.resolve("bin"), product(MAIN)) + ":" + environment.get("PATH"));
        return started(script, List.of("setsid", "sh", "-ec", script), withLauncher);
    }

    /** A dashboard node over this operator's store, as a process of its own. */
    public Session startDashboard() {
        var line = new ArrayList<>(List.of("setsid"));
        line.addAll(product("dev.varve.query.app.QueryApplication"));
        line.addAll(List.of("--port", "0"));
        return started("dashboard", line, environment);
    }

    /** The command line as far as the command's own words. */
    private List<String> product(String main) {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder.resolve("tmp")));
        line.addAll(ProductJars.options());
        line.add(main);
        return line;
    }

    private Session started(String what, List<String> line, Map<String, String> environmentThere) {
        try {
            var out = Files.createTempFile(folder.resolve("tmp"), "out", ".txt");
            var err = Files.createTempFile(folder.resolve("tmp"), "err", ".txt");
            var builder = new ProcessBuilder(line)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environmentThere);
            return new Session(what, builder.start(), out, err);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Likewise, to its end. */
    public Ended run(String... words) {
        return start(words).end();
    }
}
