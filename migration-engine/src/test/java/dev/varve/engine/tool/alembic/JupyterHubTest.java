package dev.varve.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationResult.Ending;
import dev.varve.engine.tool.python.PythonEnvironment;
import dev.varve.engine.tool.python.PythonEnvironments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project that nobody here wrote: JupyterHub's twelve revisions as Debian ships them, with its own env.py. They presuppose the
 * tables that its first releases made without Alembic, so those are laid down first, with rows.
 */
class JupyterHubTest {

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

    private static final String[] FIRST_TABLES = {
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
        "INSERT INTO spawners (user_id, server_id) VALUES (1, 1), (2, NULL)"
    };

    @TempDir
    Path folder;

    private PythonEnvironment python() {
        return new PythonEnvironments(PythonEnvironments.defaultCache(), System.getenv(), System.out::println)
                .ofDebianPackages("jupyterhub", PACKAGES);
    }

    private Path ini(PythonEnvironment python, AnySqliteFile database) throws Exception {
        var modules = python.python().getParent().resolveSibling("debian/usr/lib/python3/dist-packages/jupyterhub");
        var template = Files.readString(modules.resolve("alembic.ini"));
        var ini = Files.createDirectories(folder.resolve(database.file().getFileName() + ".d"))
                .resolve("alembic.ini");
        Files.writeString(
                ini,
                template.replace("{alembic_dir}", modules.resolve("alembic").toString())
                        .replace("{db_url}", database.sqlAlchemyUrl())
                        .replace("{{", "{")
                        .replace("}}", "}"));
        return ini;
    }

    @Test
    void upgradesToTheSchemaThatPlainAlembicGivesEachRevisionAStepWithItsStatements() throws Exception {
        var python = python();
        var plain = new AnySqliteFile(folder.resolve("plain.db")).with(FIRST_TABLES);
        var guarded = new AnySqliteFile(folder.resolve("guarded.db")).with(FIRST_TABLES);
        var alembic = new ProcessBuilder(
                        python.python().toString(),
                        "-m",
                        "alembic",
                        "-c",
                        ini(python, plain).toString(),
                        "upgrade",
                        "head")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("plain.txt").toFile())
                .start();
        assertThat(alembic.waitFor())
                .as(Files.readString(folder.resolve("plain.txt")))
                .isZero();

        var project = AlembicProject.at(ini(python, guarded))
                .withPython(python.python().toString());
        var tool = AlembicFixture.tool(project, SqliteDatabase.at(guarded.file()));
        var before = tool.look();
        assertThat(before.graph().revisions()).hasSize(12);
        assertThat(before.findings())
                .extracting(finding -> finding.code().name())
                .doesNotContain("GRAPH_DISAGREEMENT");
        var watched = new Watched();
        var result = tool.migrate(Watched.order(folder, Destination.up("head")), watched);

        assertThat(result.failure()).isNull();
        assertThat(result.ending()).isEqualTo(Ending.FINISHED);
        assertThat(watched.all(Observation.StepSucceeded.class)).hasSize(12).allMatch(step -> step.statements() > 0);
        assertThat(SqliteDatabase.at(guarded.file()).schema().fingerprint())
                .isEqualTo(SqliteDatabase.at(plain.file()).schema().fingerprint());
        assertThat(SqliteDatabase.at(guarded.file()).rowCounts())
                .isEqualTo(SqliteDatabase.at(plain.file()).rowCounts());
    }
}
