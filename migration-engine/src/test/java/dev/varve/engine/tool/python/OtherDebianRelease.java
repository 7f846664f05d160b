package dev.varve.engine.tool.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/**
 * The Alembic and SQLAlchemy of another Debian release, from the archive that this machine's own packages come from. They are pure
 * Python; what is compiled is taken from this machine's release. The machine's own package lists stay as they are.
 */
final class OtherDebianRelease {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final List<String> COMPILED = List.of("python3-markupsafe", "python3-greenlet");
    private static final List<String> PURE = List.of(
            "python3-alembic", "python3-sqlalchemy", "python3-mako", "python3-aiosqlite", "python3-typing-extensions");

    private final String own;
    private final String other;
    private final String archive;

    private OtherDebianRelease(String own, String other, String archive) {
        this.own = own;
        this.other = other;
        this.archive = archive;
    }

    /**
     * Its environment, made once.
     *
     * @throws PythonEnvironmentUnavailable if this is no Debian, or the archive does not have that release
     */
    static PythonEnvironment environment(String other) {
        var own = ownRelease();
        var archive = new ExternalCommand(System.getenv())
                .run(Path.of("/"), LIMIT, List.of("apt-get", "indextargets", "--format", "$(RELEASE) $(REPO_URI)"))
                .output()
                .lines()
                .filter(line -> line.startsWith(own + " ") && !own.equals(other))
                .findFirst()
                .orElseThrow(() -> new PythonEnvironmentUnavailable(
                        "a Debian other than " + other, "'" + own + "'", "the other pairs are tested all the same"));
        return new OtherDebianRelease(own, other, archive.substring(own.length() + 1)).environment();
    }

    private static String ownRelease() {
        try {
            return Files.readAllLines(Path.of("/etc/os-release")).stream()
                    .filter(line -> line.startsWith("VERSION_CODENAME="))
                    .map(line -> line.substring(line.indexOf('=') + 1))
                    .findFirst()
                    .orElse("");
        } catch (IOException noDebian) {
            return "";
        }
    }

    private PythonEnvironment environment() {
        try {
            var apt = Files.createTempDirectory("varve-apt");
            try {
                var surroundings = new HashMap<>(System.getenv());
                surroundings.put("APT_CONFIG", configuration(apt).toString());
                var packages = new ArrayList<>(COMPILED);
                PURE.forEach(name -> packages.add(name + "/" + other));
                return new PythonEnvironments(PythonEnvironments.defaultCache(), surroundings, System.out::println)
                        .ofDebianPackages("alembic-debian-" + other, packages);
            } finally {
                delete(apt);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("expected a folder for apt's lists", failure);
        }
    }

    private Path configuration(Path apt) throws IOException {
        Files.createDirectories(apt.resolve("lists/partial"));
        Files.createDirectories(apt.resolve("cache/archives/partial"));
        var sources = Files.writeString(apt.resolve("sources.list"), source(own) + source(other));
        return Files.writeString(
                apt.resolve("apt.conf"), """
                Dir::Etc::SourceList "%s";
                Dir::Etc::SourceParts "/dev/null";
                Dir::State::Lists "%s";
                Dir::Cache "%s";
                APT::Default-Release "%s";
                """.formatted(sources, apt.resolve("lists"), apt.resolve("cache"), own));
    }

    private String source(String release) {
        var keys = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
        var signed = Files.exists(keys) ? "[signed-by=" + keys + "] " : "";
        return "deb " + signed + archive + " " + release + " main\n";
    }

    private static void delete(Path folder) throws IOException {
        try (var below = Files.walk(folder)) {
            for (var path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
