package dev.varve.engine.tool.alembic;

import dev.varve.engine.tool.python.PythonEnvironment;
import dev.varve.engine.tool.python.PythonEnvironments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A project that nobody here wrote: JupyterHub's twelve revisions as Debian ships them, with its own env.py. They presuppose the
 * tables that its first releases made without Alembic, so those are to be laid down first.
 */
public final class JupyterHubProject {

    private static final List<String> PACKAGES = List.of(
            "jupyterhub",
            "python3-alembic",
            "python3-sqlalchemy",
            "python3-mako",
            "python3-markupsafe",
            "python3-greenlet",
            "python3-async-generator",
            "python3-certipy",
            "python3-dateutil",
            "python3-decorator",
            "python3-jinja2",
            "python3-oauthlib",
            "python3-packaging",
            "python3-pamela",
            "python3-prometheus-client",
            "python3-requests",
            "python3-tornado",
            "python3-traitlets",
            "python3-six",
            "python3-jupyter-telemetry",
            "python3-jsonschema",
            "python3-pyrsistent",
            "python3-attr",
            "python3-pythonjsonlogger",
            "python3-ruamel.yaml",
            "python3-urllib3",
            "python3-idna",
            "python3-certifi",
            "python3-chardet",
            "python3-charset-normalizer");

    private static final List<String> FIRST_TABLES = List.of(
            "CREATE TABLE servers (id INTEGER PRIMARY KEY, proto VARCHAR(15), ip VARCHAR(255), port INTEGER)",
            "CREATE TABLE proxies (id INTEGER PRIMARY KEY, _public_server_id INTEGER REFERENCES servers (id))",
            "CREATE TABLE hubs (id INTEGER PRIMARY KEY, _server_id INTEGER REFERENCES servers (id))",
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(1023) UNIQUE, _server_id INTEGER, admin BOOLEAN)",
            "CREATE TABLE services (id INTEGER PRIMARY KEY, name VARCHAR(1023) UNIQUE)",
            "CREATE TABLE spawners (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id), server_id INTEGER)",
            "CREATE TABLE api_tokens (id INTEGER PRIMARY KEY, hashed VARCHAR(1023), user_id INTEGER)",
            "CREATE TABLE oauth_clients (id INTEGER PRIMARY KEY, identifier VARCHAR(1023) UNIQUE)",
            "CREATE TABLE oauth_codes (id INTEGER PRIMARY KEY, client_id VARCHAR(1023))",
            "CREATE TABLE oauth_access_tokens (id INTEGER PRIMARY KEY, user_id INTEGER)",
            "INSERT INTO users (name, admin) VALUES ('ada', 1), ('grace', 0)",
            "INSERT INTO spawners (user_id, server_id) VALUES (1, 1), (2, NULL)");

    private final PythonEnvironment python;

    private JupyterHubProject(PythonEnvironment python) {
        this.python = python;
    }

    /** As Debian ships it, with a Python that has all that it imports. */
    public static JupyterHubProject ofDebian() {
        return new JupyterHubProject(
                new PythonEnvironments(PythonEnvironments.defaultCache(), System.getenv(), System.out::println)
                        .ofDebianPackages("jupyterhub", PACKAGES));
    }

    /** The Python to run it with. */
    public Path python() {
        return python.python();
    }

    /** The tables that its first releases made, with a few rows. */
    public static List<String> firstTables() {
        return FIRST_TABLES;
    }

    /** Writes an {@code alembic.ini} from JupyterHub's own template. */
    public Path ini(Path folder, String databaseUrl) throws IOException {
        var modules = python.python().getParent().resolveSibling("debian/usr/lib/python3/dist-packages/jupyterhub");
        var template = Files.readString(modules.resolve("alembic.ini"));
        var ini = Files.createDirectories(folder).resolve("alembic.ini");
        return Files.writeString(
                ini,
                template.replace("{alembic_dir}", modules.resolve("alembic").toString())
                        .replace("{db_url}", databaseUrl)
                        .replace("{{", "{")
                        .replace("}}", "}"));
    }
}
