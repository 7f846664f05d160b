package dev.varve.engine.tool.python;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Installs with pip, as the user configured it, into a virtual environment. Gives up soon when its registry is out of reach. */
final class PipPackages {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final ExternalCommand commands;
    private final Consumer<String> says;

    PipPackages(ExternalCommand commands, Consumer<String> says) {
        this.commands = commands;
        this.says = says;
    }

    /** A Python that can run pip: the environment's base, the one in {@code PATH}, or the environment's own, given pip first. */
    private String interpreter(VirtualEnvironment environment) {
        var own = environment.python().toString();
        for (var candidate : List.of(environment.base(), "python3", own)) {
            if (candidate.equals(own)) {
                run(environment, List.of(own, "-m", "ensurepip"));
            }
            if (run(environment, List.of(candidate, "-m", "pip", "--version")).succeeded()) {
                return candidate;
            }
        }
        throw new PythonEnvironmentUnavailable(
                "a Python with pip", "neither " + environment.base() + " nor python3 has it", "install python3-pip");
    }

    private ExternalCommand.Result run(VirtualEnvironment environment, List<String> command) {
        return commands.run(environment.folder(), LIMIT, command);
    }

    /**
     * @param withDependencies whether pip may add what the packages need
     * @throws PythonEnvironmentUnavailable if pip cannot
     */
    void install(VirtualEnvironment environment, List<String> packages, boolean withDependencies) {
        says.accept("pip installs " + String.join(" ", packages) + " into " + environment.folder());
        var command =
                new ArrayList<>(List.of(interpreter(environment), "-m", "pip", "install", "--quiet", "--no-input"));
        command.addAll(List.of("--disable-pip-version-check", "--retries", "0", "--timeout", "15"));
        command.addAll(List.of("--target", environment.sitePackages().toString(), "--upgrade"));
        if (!withDependencies) {
            command.add("--no-deps");
        }
        command.addAll(packages);
        var result = run(environment, command);
        if (!result.succeeded()) {
            throw new PythonEnvironmentUnavailable(
                    "pip to install " + String.join(" ", packages),
                    errorIn(result),
                    "check pip's configuration: python3 -m pip config list");
        }
    }

    private static String errorIn(ExternalCommand.Result result) {
        return result.output()
                .lines()
                .filter(line -> line.startsWith("ERROR"))
                .findFirst()
                .orElse(result.lastLine());
    }
}
