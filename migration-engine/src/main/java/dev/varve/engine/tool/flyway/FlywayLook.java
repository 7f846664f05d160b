package dev.varve.engine.tool.flyway;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.hash.Sha256;
import dev.varve.engine.tool.RevisionGraph;
import dev.varve.engine.tool.ToolLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.license.VersionPrinter;

/** What Flyway tells when it is only asked: on a read-only connection, creating neither database nor history table. */
final class FlywayLook {

    static final String RESTORE = "varve restore NAME BACKUP-ID, then correct the script and upgrade again";

    private final Database database;
    private final FlywaySettings settings;
    private final List<Finding> findings;

    FlywayLook(Database database, FlywaySettings settings) {
        this.database = database;
        this.settings = settings;
        this.findings = new ArrayList<>(settings.findings());
    }

    ToolLook look() {
        if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
            return told(RevisionGraph.empty(), List.of(), false);
        }
        var scripts = scriptsAlone();
        var history = scripts.isEmpty() ? Optional.<History>empty() : withDatabase();
        history.ifPresent(found -> findings.addAll(new HistoryFindings(found, settings).all()));
        return told(
                history.or(() -> scripts).map(History::graph).orElseGet(RevisionGraph::empty),
                history.map(History::current).orElse(List.of()),
                history.isPresent());
    }

    private ToolLook told(RevisionGraph graph, List<String> current, boolean currentKnown) {
        return new ToolLook(graph, current, currentKnown, historyTables(), versions(), configuration(), findings);
    }

    /** On a server also in the schema that plain names mean; what is in {@code public} is called without it. */
    private List<String> historyTables() {
        var named = settings.historyTables();
        if (database.kind() != DatabaseKind.POSTGRESQL) {
            return named;
        }
        var tables = new ArrayList<>(named);
        try (var snapshot = database.snapshot()) {
            snapshot.texts("SELECT current_schema() WHERE current_schema() <> 'public'")
                    .forEach(schema -> tables.add(schema + "." + settings.historyTable()));
        } catch (DatabaseUnreadable unreachable) {
            return named;
        }
        return tables;
    }

    /** The scripts over an empty database in memory: faults here are the scripts' own. */
    private Optional<History> scriptsAlone() {
        try {
            var flyway = Flyways.on(JdbcSource.inMemory(database.kind()), settings);
            return Optional.of(new History(flyway.info().all()));
        } catch (FlywayException failure) {
            findings.add(unusable(failure));
            return Optional.empty();
        }
    }

    /** An unreachable database is told by its own health check, not here. */
    private Optional<History> withDatabase() {
        try {
            return Optional.of(new History(
                    Flyways.on(JdbcSource.looking(database), settings).info().all()));
        } catch (FlywayException unreachable) {
            return Optional.empty();
        }
    }

    private String configuration() {
        var hash = new Sha256().addText(database.sqlDialect());
        settings.properties().forEach((name, value) -> hash.addText(name).addText(value));
        return hash.hex();
    }

    static Map<String, String> versions() {
        return Map.of(
                "flyway", VersionPrinter.getVersion(), "java", Runtime.version().toString());
    }

    static Finding unusable(FlywayException failure) {
        return Finding.of(
                FindingCode.BROKEN_HISTORY,
                Severity.ERROR,
                "expected scripts and history that Flyway can read, found: "
                        + failure.getMessage().strip().replaceAll("\\s*\\n\\s*", "; "),
                "correct what Flyway names, then try again");
    }
}
