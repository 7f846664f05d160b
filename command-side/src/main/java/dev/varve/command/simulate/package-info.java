/**
 * Invented histories for tests, demonstrations and benchmarks: databases that nobody has, migrated by people who do not exist.
 *
 * <p>Start at {@link dev.varve.command.simulate.Simulation}. {@link dev.varve.command.simulate.TargetStory} decides what happens to one
 * database; {@link dev.varve.command.simulate.Scribe} has the deciders of targets and runs make every event of it, so that no history can come
 * out which the real ones could not have. No clock, no chance of its own: the same plan gives the same events.
 */
package dev.varve.command.simulate;
