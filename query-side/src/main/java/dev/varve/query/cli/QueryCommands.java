package dev.varve.query.cli;

import dev.varve.cli.CommandContribution;
import dev.varve.cli.Surroundings;
import java.util.List;

/** What the query side adds to the command line. */
public final class QueryCommands implements CommandContribution {

    @Override
    public List<Object> commands(Surroundings surroundings) {
        return List.of(
                new HistoryCommand(surroundings),
                new StatusCommand(surroundings),
                new VerifyCommand(surroundings),
                new ReportCommand(surroundings),
                new RebuildCommand(surroundings),
                new ServeCommand(surroundings));
    }
}
