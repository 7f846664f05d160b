package dev.varve.engine.tool.python;

import dev.varve.engine.tool.python.PythonPackages.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Makes private Python environments in a cache folder and keeps them. From pip where its registry answers, else from Debian's
 * archive; the system is not changed. Several processes may ask at once: one makes it, the others wait.
 */
public final class PythonEnvironments {

    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String DEBIAN_PYTHON = "/usr/bin/python3";
    private static final List<String> DEBIAN_SUPPORT = List.of(
            "python3-mako", "python3-markupsafe", "python3-greenlet", "python3-aiosqlite", "python3-typing-extensions");

    private final Path cache;
    private final Map<String, String> surroundings;
    private final Consumer<String> says;
    private final ExternalCommand commands;

    /**
     * @param surroundings the environment of this process, for {@code PATH}, proxies and pip's configuration
     * @param says hears in one line each what is being done
     */
    public PythonEnvironments(Path cache, Map<String, String> surroundings, Consumer<String> says) {
        this.cache = cache.toAbsolutePath();
        this.surroundings = Map.copyOf(surroundings);
        this.says = says;
        this.commands = new ExternalCommand(this.surroundings);
    }

    /** The folder of a user's environments: the system property {@code varve.python.cache}, else below their home. */
    public static Path defaultCache() {
        var set = System.getProperty("varve.python.cache");
        return set != null ? Path.of(set) : Path.of(System.getProperty("user.home"), ".cache", "varve", "python");
    }

    /**
     * The newest pair from pip, or what Debian ships if pip cannot.
     *
     * @throws PythonEnvironmentUnavailable if neither can be had; says what each answered
     */
    public PythonEnvironment any() {
        try {
            return provide(PythonPackages.newest());
        } catch (PythonEnvironmentUnavailable pip) {
            says.accept(pip.getMessage());
            try {
                return provide(PythonPackages.debian());
            } catch (PythonEnvironmentUnavailable debian) {
                debian.addSuppressed(pip);
                throw debian;
            }
        }
    }

    /**
     * Exactly what is asked for.
     *
     * @throws PythonEnvironmentUnavailable if it cannot be had here
     */
    public PythonEnvironment provide(PythonPackages wanted) {
        return provide(wanted.name(), folder -> fill(folder, wanted));
    }

    /**
     * An environment of Debian's packages by name, Alembic and SQLAlchemy among them, such as an application's with its
     * dependencies. Files that are no modules lie under {@code debian} beside {@code bin}.
     *
     * @param name the beginning of the folder's name in the cache; another list of packages makes another folder
     */
    public PythonEnvironment ofDebianPackages(String name, List<String> packages) {
        var ofThisList = name + "-" + Integer.toHexString(packages.hashCode());
        return provide(ofThisList, folder -> {
            var environment = VirtualEnvironment.make(folder, DEBIAN_PYTHON, commands);
            addDebian(environment, packages);
        });
    }

    /**
     * Likewise as {@link #any()}, with psycopg2, SQLAlchemy's usual driver for PostgreSQL. Debian's needs the system's libpq5.
     *
     * @throws PythonEnvironmentUnavailable if neither can be had; says what each answered
     */
    public PythonEnvironment anyWithPsycopg2() {
        var debian = PythonPackages.debian();
        try {
            return newestWith("psycopg2", List.of("psycopg2-binary"));
        } catch (PythonEnvironmentUnavailable pip) {
            says.accept(pip.getMessage());
            return ofDebianPackages("psycopg2-with-" + debian.name(), debianWithPsycopg2());
        }
    }

    /**
     * The newest pair from pip, with more packages of pip's, such as drivers.
     *
     * @param name the beginning of the folder's name in the cache
     * @throws PythonEnvironmentUnavailable if they cannot be had here
     */
    public PythonEnvironment newestWith(String name, List<String> more) {
        return provide(name + "-with-" + PythonPackages.newest().name(), folder -> {
            fill(folder, PythonPackages.newest());
            var environment = VirtualEnvironment.in(folder, "python3", commands);
            new PipPackages(commands, says).install(environment, more, false);
        });
    }

    private static List<String> debianWithPsycopg2() {
        var packages = new ArrayList<>(List.of("python3-alembic", "python3-sqlalchemy", "python3-psycopg2"));
        packages.addAll(DEBIAN_SUPPORT);
        return packages;
    }

    private PythonEnvironment provide(String name, Consumer<Path> fill) {
        IN_THIS_PROCESS.lock();
        try {
            Files.createDirectories(cache);
            try (var file = FileChannel.open(
                            cache.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var alone = file.lock()) {
                if (!alone.isValid()) {
                    throw new IllegalStateException("expected to hold the lock of " + cache.resolve(name));
                }
                return madeOnce(cache.resolve(name), fill);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("expected to keep Python environments in " + cache, failure);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    /** The folder gets its name only when it is whole, so its existence is the proof; a broken one is made anew. */
    private PythonEnvironment madeOnce(Path folder, Consumer<Path> fill) throws IOException {
        if (Files.exists(folder)) {
            var versions = versions(folder);
            if (versions.succeeded()) {
                return environment(folder, versions);
            }
            delete(folder);
        }
        var building = Files.createTempDirectory(cache, "building-");
        try {
            fill.accept(building.resolve("environment"));
            Files.move(building.resolve("environment"), folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(building);
        }
        return environment(folder, versions(folder));
    }

    private void fill(Path folder, PythonPackages wanted) {
        var base = wanted.needsDebian() ? DEBIAN_PYTHON : "python3";
        var environment = VirtualEnvironment.make(folder, base, commands);
        var debian = new ArrayList<String>();
        var pip = new ArrayList<String>();
        choose(wanted.alembicFrom(), "alembic", wanted.alembic(), debian, pip);
        choose(wanted.sqlAlchemyFrom(), "sqlalchemy", wanted.sqlAlchemy(), debian, pip);
        if (!debian.isEmpty()) {
            debian.addAll(DEBIAN_SUPPORT);
            addDebian(environment, debian);
        }
        if (wanted.sqlAlchemyFrom() == Origin.PIP) {
            // Newer than Debian's: SQLAlchemy 2 needs what bookworm's lack.
            pip.addAll(List.of("aiosqlite", "greenlet", "typing_extensions"));
        }
        if (!pip.isEmpty()) {
            new PipPackages(commands, says).install(environment, pip, debian.isEmpty());
        }
        var versions = versions(folder);
        if (!versions.succeeded()) {
            throw new PythonEnvironmentUnavailable(wanted.name(), versions.lastLine(), "another pair may work here");
        }
    }

    private static void choose(Origin origin, String name, String version, List<String> debian, List<String> pip) {
        switch (origin) {
            case DEBIAN -> debian.add("python3-" + name);
            case PIP -> pip.add(version == null ? name : name + "==" + version);
        }
    }

    private void addDebian(VirtualEnvironment environment, List<String> packages) {
        var modules = new DebianPackages(surroundings, says)
                .unpack(packages, environment.folder().resolve("debian"));
        environment.addToModulePath(modules);
    }

    private ExternalCommand.Result versions(Path folder) {
        var script = "import alembic, sqlalchemy; print(alembic.__version__, sqlalchemy.__version__)";
        return commands.run(
                cache, LIMIT, List.of(VirtualEnvironment.pythonIn(folder).toString(), "-c", script));
    }

    private static PythonEnvironment environment(Path folder, ExternalCommand.Result versions) {
        var words = versions.lastLine().split(" ", -1);
        if (!versions.succeeded() || words.length != 2) {
            throw new PythonEnvironmentUnavailable(
                    "Alembic and SQLAlchemy in " + folder, versions.lastLine(), "remove that folder and try again");
        }
        return new PythonEnvironment(VirtualEnvironment.pythonIn(folder), words[0], words[1]);
    }

    private static void delete(Path folder) throws IOException {
        try (var below = Files.walk(folder)) {
            for (var path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
