package dev.varve.engine.tool.alembic;

import dev.varve.engine.database.Database;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.tool.Revision;
import dev.varve.engine.tool.RevisionGraph;
import dev.varve.engine.tool.ToolException;
import dev.varve.engine.tool.ToolLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One look at an Alembic project and its database: by the tool itself, and statically. */
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

    ToolLook look() {
        var answer = askTool();
        var graph = RevisionGraph.empty();
        if (answer.said().containsKey("graph")) {
            graph = graphOf(answer.said().get("graph"));
        }
        var said = answer.said().get("current");
        var table = said == null ? VersionTable.DEFAULT_NAME : said.text("versionTable");
        var rows = VersionTable.read(database, table);
        var current = said != null
                ? PlannedSteps.texts(said.fields().path("revisions"))
                : rows.map(VersionTable.Rows::revisions).orElse(List.of());
        return new ToolLook(
                graph, current, said != null || rows.isPresent(), List.of(table), answer.versions(), findings);
    }

    private RunnerQuery.Answer askTool() {
        try {
            var answer = new RunnerQuery(project, launch).ask(launch.job("look"));
            if (answer.failure() != null) {
                findings.add(answer.failure());
            }
            return answer;
        } catch (ToolException unavailable) {
            findings.add(unavailable.finding());
            return new RunnerQuery.Answer(Map.of(), unavailable.finding());
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
