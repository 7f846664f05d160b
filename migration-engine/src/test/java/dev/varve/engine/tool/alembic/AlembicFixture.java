package dev.varve.engine.tool.alembic;

import dev.varve.engine.database.Database;
import dev.varve.engine.tool.python.PythonEnvironment;
import dev.varve.engine.tool.python.PythonPairs;
import java.nio.file.Path;
import java.time.Clock;

/** Tools for tests: a project, a database, one of the Pythons that can be had here. */
final class AlembicFixture {

    private AlembicFixture() {}

    static AlembicTool tool(AlembicProjects projects, Database database, PythonEnvironment python) {
        return tool(projects.project().withPython(python.python().toString()), database);
    }

    static AlembicTool tool(AlembicProjects projects, Database database) {
        return tool(projects, database, PythonPairs.one());
    }

    static AlembicTool tool(AlembicProject project, Database database) {
        return new AlembicTool(project, database, System.getenv(), Clock.systemUTC());
    }

    static AnySqliteFile database(Path folder) {
        return new AnySqliteFile(folder.resolve("app.db"));
    }
}
