package dev.varve.engine.tool.alembic;

import dev.varve.engine.database.Database;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.hash.Sha256;
import dev.varve.engine.tool.Revision;
import dev.varve.engine.tool.RevisionGraph;
import dev.varve.engine.tool.ToolException;
import dev.varve.engine.tool.ToolLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One look at an Alembic project and its database: from the files and the version table, which needs no Python, and by the tool
 * itself. Where the tool answers, its word counts.
 */
final class AlembicLook {

    private final AlembicProject project;
    private final Database database;
    private final RunnerLaunch launch;
    private final List<Finding> findings = new ArrayList<>();

    AlembicLook(AlembicProject project, Database database, RunnerLaunch launch) {
        this.project = project;
        this.database = database;
        this.launch = launch;
    }

    ToolLook look(Runnable beforeConnecting) {
        var files = new StaticRevisionReader(project).read();
        findings.addAll(files.findings());
        var answer =
                has(FindingCode.CONFIG_NOT_FOUND) ? new RunnerQuery.Answer(Map.of(), null) : askTool(beforeConnecting);
        beforeConnecting.run();
        var graph = graph(files, answer);
        var said = Optional.ofNullable(answer.said().get("current"));
        var table = said.map(one -> one.text("versionTable")).orElse(VersionTable.DEFAULT_NAME);
        var rows = VersionTable.read(database, table);
        var current = said.map(one -> PlannedSteps.texts(one.fields().path("revisions")))
                .or(() -> rows.map(VersionTable.Rows::revisions))
                .orElse(List.of());
        addHistory(files, graph, current);
        rows.map(VersionTable.Rows::peewee).map(HistoryFindings::peewee).ifPresent(findings::add);
        var known = said.isPresent() || rows.isPresent();
        var versionTables = new ArrayList<>(VersionTable.called(database, table));
        if (rows.map(VersionTable.Rows::peewee).isPresent()) {
            versionTables.add(VersionTable.PEEWEE);
        }
        return new ToolLook(graph, current, known, versionTables, answer.versions(), configuration(files), findings);
    }

    private String configuration(StaticReading files) {
        var hash = new Sha256().addText(files.configuration()).addText(database.sqlDialect());
        new TreeMap<>(project.environment())
                .forEach((name, value) -> hash.addText(name).addText(value));
        return hash.hex();
    }

    private RevisionGraph graph(StaticReading files, RunnerQuery.Answer answer) {
        var told = answer.said().get("graph");
        if (told == null) {
            return files.graph();
        }
        var graph = graphOf(told);
        if (files.complete()) {
            GraphComparison.disagreement(files.graph(), graph).ifPresent(findings::add);
        }
        return graph;
    }

    private void addHistory(StaticReading files, RevisionGraph graph, List<String> current) {
        if (graph.revisions().isEmpty() && !findings.isEmpty()) {
            return;
        }
        var history = new HistoryFindings(graph, current);
        for (var finding : history.all()) {
            var told = finding.code() == FindingCode.UNKNOWN_REVISION && has(FindingCode.UNKNOWN_REVISION);
            if (!told) {
                findings.add(finding);
            }
        }
        findings.addAll(history.suspicious(files.drops(), table -> VersionTable.rowsIn(database, table)));
    }

    private boolean has(FindingCode code) {
        return findings.stream().anyMatch(finding -> finding.code() == code);
    }

    private RunnerQuery.Answer askTool(Runnable beforeConnecting) {
        try {
            var answer = new RunnerQuery(project, launch, beforeConnecting).ask(launch.lookingJob("look"));
            if (answer.failure() != null) {
                addFailure(answer.failure());
            }
            return answer;
        } catch (ToolException unavailable) {
            findings.add(unavailable.finding());
            return new RunnerQuery.Answer(Map.of(), unavailable.finding());
        }
    }

    /** A history that is seen to be broken explains why Alembic cannot read it: one finding says it all. */
    private void addFailure(Finding failure) {
        var explained = has(FindingCode.BROKEN_HISTORY)
                && failure.code() == FindingCode.TOOL_UNAVAILABLE
                && !failure.evidence().containsKey("module");
        if (!explained) {
            findings.add(failure);
        }
    }

    private static RevisionGraph graphOf(Heard.Said said) {
        var revisions = new ArrayList<Revision>();
        for (var one : said.fields().path("revisions")) {
            revisions.add(new Revision(
                    one.path("id").asString(),
                    PlannedSteps.texts(one.path("parents")),
                    PlannedSteps.texts(one.path("dependsOn")),
                    PlannedSteps.texts(one.path("labels")),
                    one.path("message").asString("").strip(),
                    one.path("file").asString(null),
                    one.path("sha256").asString(null)));
        }
        return new RevisionGraph(revisions);
    }
}
