/**
 * The shape of the command line that both sides share: home, output, exit codes, errors, and how a module contributes commands.
 *
 * <p>Start at {@link dev.varve.cli.CommandContribution}: the main collects contributions by {@link java.util.ServiceLoader}, so the command side
 * runs the query side's commands without knowing them.
 */
package dev.varve.cli;
