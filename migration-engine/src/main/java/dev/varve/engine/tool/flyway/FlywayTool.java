package dev.varve.engine.tool.flyway;

import dev.varve.engine.database.ChangeWatch;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.MigrationTool;
import dev.varve.engine.tool.PlannedStep;
import dev.varve.engine.tool.ToolException;
import dev.varve.engine.tool.ToolKind;
import dev.varve.engine.tool.ToolLook;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.flywaydb.core.api.FlywayException;

/**
 * The real Flyway, in this process, with a project's own scripts and settings.
 *
 * <p>One call of {@code Flyway.migrate} runs the whole order, so that its own callbacks (SQL files such as
 * {@code beforeMigrate.sql}) run exactly as often as without Varve. Each migration is a transaction and a step of its own:
 * {@code group} and {@code batch} are off. A step succeeded when the history table says so, read on another connection.
 */
public final class FlywayTool implements MigrationTool {

    private final FlywayProject project;
    private final Database database;
    private final Clock clock;
    /** Whether nobody else migrates that database: it is a copy or a scratch one. */
    private final boolean alone;

    public FlywayTool(FlywayProject project, Database database, Clock clock) {
        this(project, database, clock, false);
    }

    private FlywayTool(FlywayProject project, Database database, Clock clock, boolean alone) {
        this.alone = alone;
        this.project = Objects.requireNonNull(project, "project");
        this.database = Objects.requireNonNull(database, "database");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public ToolKind kind() {
        return ToolKind.FLYWAY;
    }

    @Override
    public ToolLook look(Runnable beforeConnecting) {
        beforeConnecting.run();
        return new FlywayLook(database, settings()).look();
    }

    @Override
    public MigrationTool pointedAt(Database other) {
        return new FlywayTool(project, other, clock, true);
    }

    @Override
    public List<PlannedStep> plan(Destination destination) {
        var settings = usableSettings();
        return steps(settings, history(settings), destination);
    }

    private List<PlannedStep> steps(FlywaySettings settings, History history, Destination destination) {
        var steps = new FlywayPlan(history).to(destination);
        new OwnLock(settings, database.kind()).refuseIfWaitedFor(steps);
        return steps;
    }

    @Override
    public String previewSql(Destination destination) {
        var settings = usableSettings();
        return new SqlPreview(settings).of(new FlywayPlan(history(settings)).to(destination));
    }

    /**
     * {@inheritDoc}
     *
     * <p>A script with {@code executeInTransaction=false} that is stopped in its middle leaves what ran before, and a failed
     * row in the history table; so does any script on H2, whose DDL commits.
     */
    @Override
    public MigrationResult migrate(MigrationOrder order, Consumer<Observation> observer) {
        order.beforeConnecting().run();
        var settings = usableSettings();
        var history = history(settings);
        refuseAfterFailedRow(history);
        var steps = steps(settings, history, order.destination());
        if (steps.isEmpty()) {
            return new MigrationResult(MigrationResult.Ending.FINISHED, List.of(), null, null);
        }
        return new FlywayRun(database, settings, order, observer, clock).run(steps);
    }

    /** Flyway sets no history that exists. */
    @Override
    public boolean canStampFrom(List<String> current) {
        return current.isEmpty();
    }

    /**
     * Baselines a database without history at a version of the scripts.
     *
     * @throws ToolException also if the database has a history already: Flyway cannot set it
     */
    @Override
    public void stamp(String revision, Consumer<Observation> observer) {
        baseline(revision);
        observer.accept(new Observation.ToolSaid("baselined at version " + revision));
    }

    /**
     * Marks a database without history as being at a version, as {@link #stamp} does; the interlock stands before this.
     *
     * @return the history rows that it wrote, in words
     * @throws ToolException if the version is not among the scripts, or there is a history already
     */
    public List<String> baseline(String version) {
        var settings = usableSettings();
        try (var held = hold()) {
            return new HistoryChanges(database, settings).baseline(version);
        }
    }

    /** What {@link #repair()} would change, without changing it. */
    public HistoryRepair repairPreview() {
        var settings = usableSettings();
        return HistoryRepair.neededBy(history(settings));
    }

    /**
     * Lets Flyway repair its history: failed rows go, although what their scripts left in the schema stays. The interlock stands
     * before this.
     *
     * @return the rows that were changed
     */
    public HistoryRepair repair() {
        var settings = usableSettings();
        try (var held = hold()) {
            return new HistoryChanges(database, settings).repair();
        }
    }

    /** A file is watched meanwhile, which keeps it open; {@code null} for a server. */
    private ChangeWatch hold() {
        return database instanceof FileDatabase file ? file.watch() : null;
    }

    @Override
    public Optional<List<String>> recorded(Set<String> versionTables) {
        try {
            return Optional.of(history(usableSettings()).current());
        } catch (ToolException unreadable) {
            return Optional.empty();
        }
    }

    private FlywaySettings settings() {
        return new SettingsReader(project).read();
    }

    private FlywaySettings usableSettings() {
        var settings = settings();
        settings.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .findFirst()
                .ifPresent(finding -> {
                    throw new ToolException(finding);
                });
        return alone ? OwnLock.ofTheSession(settings) : settings;
    }

    private History history(FlywaySettings settings) {
        try {
            return new History(
                    Flyways.on(JdbcSource.looking(database), settings).info().all());
        } catch (FlywayException failure) {
            throw new ToolException(FlywayLook.unusable(failure), failure);
        }
    }

    private static void refuseAfterFailedRow(History history) {
        history.all().stream()
                .filter(info -> info.getState().isFailed())
                .findFirst()
                .ifPresent(info -> {
                    throw new ToolException(new Finding(
                            FindingCode.FAILED_HISTORY_ROW,
                            Severity.ERROR,
                            "expected a history without failures, found that " + FlywayRevision.id(info)
                                    + " failed before",
                            Map.of("revision", FlywayRevision.id(info)),
                            FlywayLook.RESTORE));
                });
    }
}
