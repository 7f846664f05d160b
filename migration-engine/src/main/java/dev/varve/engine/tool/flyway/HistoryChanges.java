package dev.varve.engine.tool.flyway;

import dev.varve.engine.database.Database;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.tool.ToolException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.RepairOutput;

/** Changes of Flyway's history table that run no script. The interlock stands before these, not inside. */
final class HistoryChanges {

    private final Database database;
    private final FlywaySettings settings;

    HistoryChanges(Database database, FlywaySettings settings) {
        this.database = database;
        this.settings = settings;
    }

    List<String> baseline(String version) {
        var history = new History(flyway(version).info().all());
        if (!history.isEmpty()) {
            throw refused(
                    "expected a database without Flyway history, found " + settings.historyTable() + " at "
                            + history.current(),
                    version,
                    "varve restore NAME BACKUP-ID; Flyway cannot set a history that exists");
        }
        var known = history.all().stream()
                .anyMatch(info ->
                        info.getVersion() != null && FlywayRevision.id(info).equals(version));
        if (!known) {
            throw refused("expected a version of the scripts, found '" + version + "'", version, "varve plan NAME");
        }
        return mended(() -> {
            flyway(version).baseline();
            return List.of("baseline at version " + version);
        });
    }

    HistoryRepair repair() {
        return mended(() -> {
            var result = flyway(null).repair();
            return new HistoryRepair(
                    ids(result.migrationsRemoved), ids(result.migrationsDeleted), ids(result.migrationsAligned));
        });
    }

    private Flyway flyway(String baseline) {
        return Flyways.on(
                JdbcSource.changing(database, "varve tool", null, UnaryOperator.identity()),
                settings,
                configuration -> baseline == null ? configuration : configuration.baselineVersion(baseline));
    }

    private static List<String> ids(List<RepairOutput> rows) {
        return rows.stream()
                .map(row -> row.version == null || row.version.isEmpty() ? "R:" + row.description : row.version)
                .toList();
    }

    private static <T> T mended(Supplier<T> change) {
        try {
            return change.get();
        } catch (FlywayException failure) {
            throw new ToolException(FlywayLook.unusable(failure), failure);
        }
    }

    private static ToolException refused(String message, String version, String remedy) {
        return new ToolException(
                new Finding(FindingCode.UNKNOWN_REVISION, Severity.ERROR, message, Map.of("version", version), remedy));
    }
}
