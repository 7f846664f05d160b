package dev.varve.engine.tool.flyway;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.PlannedStep;
import dev.varve.engine.tool.StatementLedger;
import dev.varve.engine.tool.ToolException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** One run of {@code Flyway.migrate}, watched from outside: announce, run, read the history, tell how it ended. */
final class FlywayRun {

    private final Database database;
    private final FlywaySettings settings;
    private final MigrationOrder order;
    private final Consumer<Observation> observer;
    private final Clock clock;

    FlywayRun(
            Database database,
            FlywaySettings settings,
            MigrationOrder order,
            Consumer<Observation> observer,
            Clock clock) {
        this.database = database;
        this.settings = settings;
        this.order = order;
        this.observer = observer;
        this.clock = clock;
    }

    MigrationResult run(List<PlannedStep> steps) {
        observer.accept(new Observation.ToolStarting(null, null, FlywayLook.versions()));
        connect();
        observer.accept(new Observation.ToolConnected(database.location()));
        order.beforeFirstStep().run();
        try (var ledger = StatementLedger.appendTo(order.ledger(), clock)) {
            var watch = new StepWatch(steps, order, observer, ledger, this::history);
            return migrate(watch, steps);
        }
    }

    private MigrationResult migrate(StepWatch watch, List<PlannedStep> steps) {
        var connections = new AtomicInteger();
        var source = JdbcSource.changing(
                database,
                order.session(),
                order.lockTimeout(),
                connection -> WatchedConnection.wrap(connection, connections.incrementAndGet(), watch));
        try {
            Flyways.on(
                            source,
                            settings,
                            configuration -> bounded(configuration, steps).callbacks(watch))
                    .migrate();
            watch.endOfRun();
            return watch.finished();
        } catch (FlywayValidateException refused) {
            throw new ToolException(FlywayLook.unusable(refused), refused);
        } catch (FlywayException failure) {
            return ended(watch, failure);
        }
    }

    /** A version that was added since the steps were planned stays out of the run, too. */
    private FluentConfiguration bounded(FluentConfiguration configuration, List<PlannedStep> steps) {
        return FlywayPlan.bound(order.destination(), steps)
                .map(configuration::target)
                .orElse(configuration);
    }

    private MigrationResult ended(StepWatch watch, FlywayException failure) {
        if (watch.stop() instanceof StepWatch.Stop.ObserverThrew threw) {
            throw threw.original();
        }
        keepForPeople(failure);
        if (watch.stop() != null) {
            return watch.ended(MigrationResult.Ending.STOPPED, FailureInWords.of(failure, watch));
        }
        if (!watch.hasBegun() && isRefusalOfUnmanaged(failure)) {
            throw new ToolException(unmanaged(), failure);
        }
        return watch.ended(MigrationResult.Ending.FAILED, FailureInWords.of(failure, watch));
    }

    private boolean isRefusalOfUnmanaged(FlywayException failure) {
        return failure.getMessage() != null && failure.getMessage().contains("non-empty schema");
    }

    private Finding unmanaged() {
        return Finding.of(
                FindingCode.UNMANAGED_DATABASE,
                Severity.ERROR,
                "expected an empty database or one with " + settings.historyTable()
                        + ", found tables without history at " + database.location(),
                "varve diagnose NAME --deep names the version that the schema equals");
    }

    /** What the history says is told on, so it must outlast a loss of power first. */
    private History history() {
        try {
            database.makeDurable();
        } catch (DatabaseUnreadable gone) {
            throw new FlywayException(gone.getMessage(), gone);
        }
        var flyway = Flyways.on(JdbcSource.looking(database), settings);
        return new History(flyway.info().all());
    }

    private void connect() {
        try (Connection connection = JdbcSource.changing(database, order.session(), null, same -> same)
                .getConnection()) {
            connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException failure) {
            throw new ToolException(
                    Finding.of(
                            FindingCode.DATABASE_UNREACHABLE,
                            Severity.ERROR,
                            "expected to connect to " + database.location() + ", found: " + failure.getMessage(),
                            "check the path and the rights, then try again"),
                    failure);
        }
    }

    private void keepForPeople(FlywayException failure) {
        try (var out = new PrintWriter(
                Files.newBufferedWriter(order.output(), StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
            failure.printStackTrace(out);
        } catch (IOException unwritable) {
            failure.addSuppressed(new UncheckedIOException(unwritable));
        }
    }
}
