package dev.varve.command.run;

import dev.varve.engine.presence.Asked;

/**
 * How a run enters.
 *
 * @param asked what the operator told of the application
 * @param patience how long to wait for whoever is in the way
 */
public record Entrance(Asked asked, Patience patience) {}
