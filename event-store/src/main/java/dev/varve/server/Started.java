package dev.varve.server;

/**
 * What an order began.
 *
 * @param runId the run that it is; {@code null} if it is none (a backup, a look, a proposal)
 * @param already whether an earlier order with this id began it
 */
public record Started(String runId, boolean already) {}
