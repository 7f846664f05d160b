/**
 * The run loop: record intent, act, observe, record outcome, stop at the first failure.
 *
 * <p>Start at {@link dev.varve.engine.run.GuardedRun}. It speaks in {@link dev.varve.engine.observation.Observation}s and knows nothing of
 * events, stores or people.
 */
package dev.varve.engine.run;
