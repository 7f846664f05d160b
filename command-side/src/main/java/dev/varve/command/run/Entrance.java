package dev.varve.command.run;

import dev.varve.engine.presence.Asked;

/**
 * How a run enters.
 *
 * @param asked what the operator told of the application
 * @param patience how long to wait for whoever is in the way
 * @param besideApplication whether the application may go on meanwhile: then only others are in the way
 */
public record Entrance(Asked asked, Patience patience, boolean besideApplication) {

    /** The database has to be nobody else's. */
    public Entrance(Asked asked, Patience patience) {
        this(asked, patience, false);
    }

    /** The same beside an application that goes on. */
    public Entrance besideTheApplication() {
        return new Entrance(asked, patience, true);
    }
}
