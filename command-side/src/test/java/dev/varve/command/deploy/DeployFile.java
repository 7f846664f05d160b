package dev.varve.command.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A file that people copy to where they deploy. */
record DeployFile(Path path) {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static DeployFile of(String name) {
        return new DeployFile(ROOT.resolve("docs/deploy").resolve(name));
    }

    String text() {
        try {
            return Files.readString(path);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** The one document in it; a key that stands twice is an error. */
    Map<String, Object> yaml() {
        var strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(strict)).load(text());
    }

    /** What stands at the end of a path of keys and positions. */
    static Object at(Object node, Object... path) {
        var found = node;
        for (var key : path) {
            found = key instanceof Integer position ? ((List<?>) found).get(position) : ((Map<?, ?>) found).get(key);
        }
        return found;
    }

    static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }
}
