package dev.varve.query.app;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** What an operator sets of a server, in its home. */
record ServerFile(Path path) {

    static ServerFile in(Home home) {
        return new ServerFile(home.directory().resolve("server.yaml"));
    }

    /**
     * Tells what is wrong with its form before anything is started, and nothing of what stands in it: that may be secret.
     *
     * @throws CommandFailure if it is there and is not YAML, or cannot be read
     */
    void requireReadable() {
        if (Files.notExists(path)) {
            return;
        }
        try (var text = Files.newBufferedReader(path)) {
            new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text).forEach(document -> {});
        } catch (MarkedYAMLException e) {
            throw unusable("a mistake in line " + (e.getProblemMark().getLine() + 1), null);
        } catch (YAMLException e) {
            throw unusable("something else (" + e.getClass().getSimpleName() + ")", null);
        } catch (IOException e) {
            throw unusable("a file that cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** {@code found}: without secrets. */
    CommandFailure unusable(String found, Exception cause) {
        return new CommandFailure(
                ExitCode.USAGE,
                "SERVER_YAML",
                "settings of a server in " + path + " and in the environment",
                found,
                "correct it; docs/server.md shows each",
                Map.of(),
                cause);
    }
}
