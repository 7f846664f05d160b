package dev.varve.engine.tool.alembic;

import dev.varve.engine.database.Database;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.session.ToolSession;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.MigrationTool;
import dev.varve.engine.tool.PlannedStep;
import dev.varve.engine.tool.ToolException;
import dev.varve.engine.tool.ToolKind;
import dev.varve.engine.tool.ToolLook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * The real Alembic of the user's own Python. {@code env.py} stays as it is; what it prints cannot disturb us; every connection that
 * it opens is checked to be the registered database before its first statement.
 *
 * <p>Looking, planning and previewing open the database with {@code PRAGMA query_only}: code that {@code env.py} imports cannot
 * write then.
 */
public final class AlembicTool implements MigrationTool {

    private final AlembicProject project;
    private final Database database;
    private final Map<String, String> surroundings;
    private final Clock clock;
    private final RunnerLaunch launch;

    /**
     * @param surroundings the environment of this process: what the tool inherits and where a Python is looked for
     */
    public AlembicTool(AlembicProject project, Database database, Map<String, String> surroundings, Clock clock) {
        this.project = project;
        this.database = database;
        this.surroundings = Map.copyOf(surroundings);
        this.clock = clock;
        this.launch = new RunnerLaunch(project, database, this.surroundings);
    }

    @Override
    public ToolKind kind() {
        return ToolKind.ALEMBIC;
    }

    @Override
    public AlembicTool pointedAt(Database other) {
        return new AlembicTool(project, other, surroundings, clock);
    }

    @Override
    public ToolLook look(Runnable beforeConnecting) {
        return new AlembicLook(project, database, launch).look(beforeConnecting);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Alembic itself resolves the destination, from the version rows of the database as it is now.
     */
    @Override
    public List<PlannedStep> plan(Destination destination) {
        var answer = answer(going(launch.lookingJob("plan"), destination));
        return PlannedSteps.of(answer.said().get("planned"), destination.direction());
    }

    @Override
    public String previewSql(Destination destination) {
        plan(destination);
        var answer = new RunnerQuery(project, launch).ask(going(launch.lookingJob("preview"), destination));
        if (answer.failure() != null) {
            throw new ToolException(cannotPreview(answer.failure()));
        }
        return answer.said().get("sql").text("text");
    }

    private static Finding cannotPreview(Finding failure) {
        return new Finding(
                FindingCode.TOOL_UNAVAILABLE,
                failure.severity(),
                "expected a preview of the SQL, found that a revision cannot run without a database: "
                        + failure.message(),
                failure.evidence(),
                "upgrade a copy instead: register it as a target of its own, and varve history shows every statement");
    }

    private RunnerQuery.Answer answer(ObjectNode job) {
        var answer = new RunnerQuery(project, launch).ask(job);
        if (answer.failure() != null) {
            throw new ToolException(answer.failure());
        }
        return answer;
    }

    @Override
    public Optional<List<String>> recorded(Set<String> versionTables) {
        var table = versionTables.stream()
                .filter(name -> !name.equals(VersionTable.PEEWEE))
                .min(Comparator.comparingInt(String::length))
                .orElse(VersionTable.DEFAULT_NAME);
        return VersionTable.read(database, table).map(VersionTable.Rows::revisions);
    }

    @Override
    public MigrationResult migrate(MigrationOrder order, Consumer<Observation> observer) {
        return run(going(launch.job("migrate"), order.destination()), order, observer);
    }

    @Override
    public boolean canStampFrom(List<String> current) {
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * @param revision also several, separated by commas, for a history with several heads
     */
    @Override
    public void stamp(String revision, Consumer<Observation> observer) {
        var folder = temporaryFolder();
        try {
            var order = new MigrationOrder(
                    Destination.up(revision),
                    folder.resolve("ledger"),
                    folder.resolve("output"),
                    () -> false,
                    () -> {},
                    () -> null);
            var result = run(going(launch.job("stamp"), order.destination()), order, observer);
            if (result.ending() != MigrationResult.Ending.FINISHED) {
                throw new ToolException(notStamped(revision, result));
            }
        } finally {
            delete(folder);
        }
    }

    private static Finding notStamped(String revision, MigrationResult result) {
        return RunnerFailure.error(
                FindingCode.TOOL_UNAVAILABLE,
                "expected the revision " + revision + " to be recorded, found: "
                        + result.failure().message(),
                "look at the database: varve diagnose NAME");
    }

    private MigrationResult run(ObjectNode job, MigrationOrder order, Consumer<Observation> observer) {
        var failures = new RunnerFailure(project, launch.described());
        return new MigrationRun(launch, order, observer, clock)
                .run(
                        launch.beginsSessions(job, ToolSession.toChange(order.session(), order.lockTimeout())),
                        new RunEnding(database, order, observer, failures));
    }

    private static ObjectNode going(ObjectNode job, Destination destination) {
        job.put("direction", destination.direction().name());
        job.put("destination", destination.expression());
        return job;
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("varve-stamp");
        } catch (IOException failure) {
            throw new UncheckedIOException("expected to make a temporary folder", failure);
        }
    }

    private static void delete(Path folder) {
        try (var below = Files.walk(folder)) {
            for (var path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("expected to remove the temporary folder " + folder, failure);
        }
    }
}
