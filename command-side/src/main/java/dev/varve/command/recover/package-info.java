/**
 * The way back from a run that did not end well: looking, offering, doing, proving, and recording each.
 *
 * <p>Start at {@link dev.varve.command.recover.Recoveries}. What happened and what is safe is decided in
 * {@code dev.varve.engine.recovery}; {@link dev.varve.command.recover.Scenes} gathers what that decision needs.
 */
package dev.varve.command.recover;
