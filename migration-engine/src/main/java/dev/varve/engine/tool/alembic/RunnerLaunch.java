package dev.varve.engine.tool.alembic;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.database.postgres.Silence;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.session.ToolSession;
import dev.varve.engine.tool.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Starts the runner for one job: the interpreter, its folder, its environment, the database it may talk to. */
final class RunnerLaunch {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AlembicProject project;
    private final Database database;
    private final Map<String, String> surroundings;
    private final PathMappings mappings;

    RunnerLaunch(AlembicProject project, Database database, Map<String, String> surroundings) {
        this.project = project;
        this.database = database;
        this.surroundings = surroundings;
        this.mappings = new PathMappings(project.mappings());
    }

    /** Where the database is, as Varve says it. */
    String databaseLocation() {
        return database.location();
    }

    /** Whether there is anything to connect to: connecting to a missing file would make an empty one; a server makes none. */
    boolean databaseExists() {
        return !(database instanceof FileDatabase file) || Files.exists(Path.of(file.path()));
    }

    /**
     * A job that changes nothing. Where opening the database would change its file, the tool does not open it, and is told what
     * the version table says: a transaction that somebody left behind is not to be settled by looking.
     */
    ObjectNode lookingJob(String command) {
        var job = job(command);
        if (databaseExists() && !database.isSettled()) {
            job.put("connect", false);
            var heads = job.putArray("heads");
            VersionTable.read(database, VersionTable.DEFAULT_NAME)
                    .ifPresent(rows -> rows.revisions().forEach(heads::add));
        }
        return job;
    }

    /** A job without what only migrating needs. */
    ObjectNode job(String command) {
        var job = JSON.createObjectNode();
        job.put("command", command);
        job.put("ini", mapped(project.ini()));
        job.put("workdir", mapped(project.workdir()));
        job.put("connect", databaseExists());
        var registered = job.putObject("database");
        registered.put("url", url());
        registered.put("path", path());
        registered.put("identity", databaseExists() ? database.identity() : null);
        beginsSessions(job, ToolSession.toLook());
        bounds(registered);
        var variables = job.putObject("environment");
        environment().forEach(variables::put);
        return job;
    }

    /** When a connection to a server counts as cut; for a file nothing is told. */
    private void bounds(ObjectNode registered) {
        if (database instanceof PostgresDatabase) {
            var silence = registered.putObject("silence");
            silence.put("unacknowledgedMillis", Silence.UNACKNOWLEDGED.toMillis());
            Silence.ofASocket().forEach(silence.putObject("options")::put);
        }
    }

    /** Gives a job the statement with which its connections to a server begin; a file has none. */
    ObjectNode beginsSessions(ObjectNode job, String statement) {
        job.withObject("database").put("session", database instanceof PostgresDatabase ? statement : null);
        return job;
    }

    String mapped(Path path) {
        return mappings.map(path);
    }

    /**
     * @throws ToolException if it cannot be started; nothing was touched
     */
    RunnerProcess start(ObjectNode job, boolean expendable) {
        var builder = new ProcessBuilder(command());
        builder.environment().clear();
        builder.environment().putAll(surroundings);
        builder.environment().putAll(environment());
        builder.directory(project.workdir().toFile());
        try {
            return RunnerProcess.start(builder, job, expendable);
        } catch (IOException cannot) {
            throw new ToolException(
                    unavailable(
                            "expected to start " + builder.command().getFirst() + ", found: " + cannot.getMessage()),
                    cannot);
        }
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        if (project.isElsewhere()) {
            command.addAll(ShellWords.split(project.runner()));
        } else {
            command.add(python());
        }
        command.addAll(RunnerScript.arguments());
        return command;
    }

    private String python() {
        var lookup = new PythonLookup(project, surroundings);
        return lookup.find()
                .map(Path::toString)
                .orElseThrow(() -> new ToolException(unavailable("expected a Python to run Alembic with, found none")
                        .with("lookedAt", places(lookup))));
    }

    private static List<String> places(PythonLookup lookup) {
        return lookup.places().stream().map(Path::toString).toList();
    }

    private static Finding unavailable(String message) {
        return Finding.of(
                FindingCode.TOOL_UNAVAILABLE,
                Severity.ERROR,
                message,
                "name the Python that has the application's packages: --python PATH, or --runner COMMAND for a container");
    }

    /** The project's own variables with the database filled in. */
    private Map<String, String> environment() {
        var variables = new LinkedHashMap<>(project.environment());
        variables.replaceAll((name, value) -> value.replace("{database}", url()));
        if (database instanceof FileDatabase file) {
            variables.replaceAll((name, value) -> value.replace("{path}", mapped(Path.of(file.path()))));
        }
        return variables;
    }

    /** Where the runner sees the file; {@code null} for a server. */
    private String path() {
        return database instanceof FileDatabase file ? mapped(Path.of(file.path())) : null;
    }

    private String url() {
        var url = database.sqlAlchemyUrl().replaceFirst("^[a-z]+:", Matcher.quoteReplacement(project.dialect() + ":"));
        if (!(database instanceof FileDatabase file) || !url.endsWith(file.path())) {
            return url;
        }
        return url.substring(0, url.length() - file.path().length()) + path();
    }

    /** The interpreter or command as a person would name it. */
    String described() {
        return project.isElsewhere() ? project.runner() : command().getFirst();
    }
}
