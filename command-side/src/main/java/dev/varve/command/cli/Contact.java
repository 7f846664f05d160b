package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Surroundings;
import dev.varve.command.run.RunGoingOn;
import dev.varve.command.run.RunsGoingOn;
import dev.varve.command.run.Watch;
import java.util.Optional;

/** What a server does by itself beside the commands that it starts: what the first contact of a command with a database does. */
public final class Contact {

    private final Surroundings surroundings;

    /** @param surroundings their environment names the home and the store */
    public Contact(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * The run that holds it now, by the record, if its process may be alive.
     *
     * @throws CommandFailure if there is no such target
     */
    public Optional<RunGoingOn> runOn(String target) {
        try (var workplace = new Workplace(surroundings, new GlobalOptions())) {
            return RunsGoingOn.onRecord(workplace.watchReadOnly(target));
        }
    }

    /**
     * Records how its dead runs ended, if there is one.
     *
     * @return what is known now
     * @throws CommandFailure if there is no such target
     */
    public Watch settle(String target) {
        try (var workplace = new Workplace(surroundings, new GlobalOptions())) {
            return workplace.deadRunsOnContact().settle(workplace.watch(target));
        }
    }
}
