/**
 * Runs: their rules, their recording, and the orchestration of an upgrade, downgrade, stamp or restore from request to outcome.
 *
 * <p>{@link dev.varve.command.run.RunDecider} holds the rules, pure. {@link dev.varve.command.run.RunRecorder} turns what the engine
 * observes into facts. Start at {@link dev.varve.command.run.MigrationRuns}.
 */
package dev.varve.command.run;
