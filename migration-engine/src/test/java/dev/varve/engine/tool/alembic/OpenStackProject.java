package dev.varve.engine.tool.alembic;

import dev.varve.engine.tool.python.PythonEnvironment;
import dev.varve.engine.tool.python.PythonEnvironments;
import dev.varve.testing.PostgresClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Projects that nobody here wrote, of OpenStack's, as Debian ships them: Neutron, whose history grows in two branches, and Manila, which can
 * also go back. The scripts and each env.py are untouched. An env.py here wants its application's configuration, which the application's own
 * command makes; here a {@code sitecustomize} of a few lines does, as an operator would write it.
 */
public enum OpenStackProject {
    NEUTRON("neutron/db/migration", "alembic_migrations", """
            from alembic.config import Config
            from neutron.conf.db import migration_cli
            from oslo_config import cfg

            settings = cfg.ConfigOpts()
            migration_cli.register_db_cli_opts(settings)
            settings([], default_config_files=[])
            Config.neutron_config = settings
            """),
    MANILA("manila/db/migrations", "alembic", """
            from oslo_config import cfg

            cfg.CONF([], default_config_files=[])
            """);

    /** Oslo's own variable for the setting {@code connection} of the group {@code database}. */
    public static final String URL_VARIABLE = "OS_DATABASE__CONNECTION";

    /** Not all that they need to run, only what their env.py and their revisions import. */
    private static final List<String> PACKAGES = """
            alembic anyjson appdirs bcrypt certifi cffi cffi-backend chardet charset-normalizer cryptography dateutil debtcollector
            decorator dnspython dogpile.cache eventlet fasteners futurist greenlet idna importlib-metadata iso8601 jaraco.classes jinja2
            jmespath json-pointer jsonpatch keyring keystoneauth1 mako manila markupsafe monotonic more-itertools msgpack munch nacl
            netaddr netifaces neutron neutron-lib openssl openstacksdk os-ken os-service-types os-traits oslo.cache oslo.concurrency
            oslo.config oslo.context oslo.db oslo.i18n oslo.log oslo.messaging oslo.metrics oslo.middleware oslo.policy oslo.privsep
            oslo.rootwrap oslo.serialization oslo.service oslo.utils oslo.versionedobjects osprofiler packaging paramiko paste
            pastedeploy pbr pecan pkg-resources ply prometheus-client psutil psycopg2 pycparser repoze.lru requests requests-toolbelt
            requestsexceptions rfc3986 routes setproctitle simplejson six sqlalchemy statsd stevedore tenacity tooz tz urllib3 webob
            wrapt yaml yappi zipp""".lines()
            .flatMap(line -> List.of(line.split(" ", -1)).stream())
            .map(name -> "python3-" + name)
            .toList();

    private static final class Found {

        private static final PythonEnvironment PYTHON = new PythonEnvironments(
                        PythonEnvironments.defaultCache(), System.getenv(), System.out::println)
                .ofDebianPackages("openstack", PACKAGES);
    }

    private final String folder;
    private final String scripts;
    private final String customizing;

    OpenStackProject(String folder, String scripts, String customizing) {
        this.folder = folder;
        this.scripts = scripts;
        this.customizing = customizing;
    }

    /** The Python to run it with. */
    public Path python() {
        return Found.PYTHON.python();
    }

    /** What the project's Python needs to find, beside the database's URL: the application's configuration. */
    public Map<String, String> environment(Path operator) throws IOException {
        var place = Files.createDirectories(operator.resolve("configuring-" + name()));
        Files.writeString(place.resolve("sitecustomize.py"), customizing);
        return Map.of("PYTHONPATH", place.toString());
    }

    /** Its own {@code alembic.ini} where that is enough; Neutron's command fills in the folders of revisions, and so does a copy. */
    public Path ini(Path operator) throws IOException {
        var own = modules().resolve("alembic.ini");
        if (this == MANILA) {
            return own;
        }
        var text = Files.readString(own)
                .replace(
                        "script_location = %(here)s/alembic_migrations",
                        "script_location = " + modules().resolve(scripts) + "\nversion_locations = " + folders());
        return Files.writeString(Files.createDirectories(operator).resolve("neutron.ini"), text);
    }

    private String folders() throws IOException {
        try (var below = Files.walk(modules().resolve(scripts).resolve("versions"))) {
            return below.filter(Files::isDirectory)
                    .filter(folder -> !folder.endsWith("__pycache__"))
                    .map(Path::toString)
                    .collect(Collectors.joining(" "));
        }
    }

    private Path modules() {
        return python().getParent().resolveSibling("debian/usr/lib/python3/dist-packages/" + folder);
    }

    /** How many revisions Debian's package has. */
    public long revisions() throws IOException {
        try (var below = Files.walk(modules().resolve(scripts).resolve("versions"))) {
            return below.filter(file -> file.toString().endsWith(".py")).count();
        }
    }

    /** The project's plain way: Neutron's own command, which calls Alembic, and Alembic itself for Manila. */
    public void plain(Path operator, String url, String... words) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(python().toString(), "-c"));
        if (this == NEUTRON) {
            var settings = Files.writeString(
                    Files.createDirectories(operator).resolve("neutron.conf"),
                    "[database]\nconnection = " + url + "\n");
            line.addAll(List.of(
                    "import neutron.db.migration.cli as command; command.main()",
                    "--config-file",
                    settings.toString()));
        } else {
            line.addAll(List.of(
                    "import alembic.config; alembic.config.main()",
                    "-c",
                    ini(operator).toString()));
        }
        line.addAll(List.of(words));
        var surroundings = new LinkedHashMap<>(PostgresClient.ofMajor(15).surroundings());
        if (this == MANILA) {
            surroundings.putAll(environment(operator));
            surroundings.put(URL_VARIABLE, url);
        }
        run(line, surroundings, operator.resolve("plain-" + name() + ".txt"));
    }

    private static void run(List<String> line, Map<String, String> surroundings, Path said)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().clear();
        builder.environment().putAll(surroundings);
        if (builder.start().waitFor() != 0) {
            throw new AssertionError(Files.readString(said));
        }
    }
}
