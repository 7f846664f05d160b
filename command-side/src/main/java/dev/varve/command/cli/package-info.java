/**
 * The command line's commands: they read options, call the orchestration, print, and choose the exit code.
 *
 * <p>No rule about migrations stands here. Start at {@link dev.varve.command.cli.Workplace}, what every command works with; then any
 * {@code …Command}.
 */
package dev.varve.command.cli;
