/**
 * The one stream in which the engine tells what it is about to do and what it saw.
 *
 * <p>Recording, progress and tests listen to the same {@link dev.varve.engine.observation.Observation}s. An observation that
 * announces an act is an intent: the act begins only after the listener returned. This package knows only
 * {@code finding}, {@code verdict} and plain values.
 */
package dev.varve.engine.observation;
