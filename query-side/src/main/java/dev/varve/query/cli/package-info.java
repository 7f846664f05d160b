/**
 * The query side's commands: {@code history}, {@code status}, {@code verify}, {@code rebuild}. They only look, and start no framework.
 *
 * <p>Start at {@link dev.varve.query.cli.QueryCommands}; {@link dev.varve.query.cli.ReadModel} brings the views up to date for them.
 */
package dev.varve.query.cli;
