package dev.varve.command.target;

import dev.varve.events.LeaseHolder;

/**
 * A run's hold on a target.
 *
 * @param runId the run
 * @param kind what it does, such as {@code upgrade}
 * @param holder the process that runs it
 * @param fencingToken grows with every lease of the target
 */
public record Lease(String runId, String kind, LeaseHolder holder, long fencingToken) {}
