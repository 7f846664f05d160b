/**
 * A watched database as such: its registration, its lease, what was seen of it, its backups.
 *
 * <p>{@link dev.varve.command.target.TargetDecider} holds the rules, pure; {@link dev.varve.command.target.TargetState} holds only what each
 * state has; the Axon class delegates in two lines. Start at {@link dev.varve.command.target.TargetCommand}.
 */
package dev.varve.command.target;
