package dev.varve.engine.tool.alembic;

import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.Destination;
import java.nio.file.Path;
import java.time.Clock;

/** A process that migrates and can be killed: says the tool's process id once its second step runs statements. */
final class MigratingMain {

    private MigratingMain() {}

    /** Migrates: alembic.ini, the database, the Python, the folder for ledger and output. */
    public static void main(String[] arguments) {
        var project = AlembicProject.at(Path.of(arguments[0])).withPython(arguments[2]);
        var tool =
                new AlembicTool(project, new AnySqliteFile(Path.of(arguments[1])), System.getenv(), Clock.systemUTC());
        var folder = Path.of(arguments[3]);
        tool.migrate(Watched.order(folder, Destination.up("head")), MigratingMain::tell);
    }

    private static void tell(Observation observation) {
        switch (observation) {
            case Observation.ToolStarting tool -> System.out.println("tool " + tool.pid());
            case Observation.StatementFinished statement
            when "b2".equals(statement.revision()) -> System.out.println("statement");
            default -> {}
        }
    }
}
