/**
 * A run as a whole: who asked for what and why, each step, and how it ended. Folded from the run's events whenever somebody asks, so
 * nothing of it is kept; start at {@link dev.varve.query.runs.RunStory}. What is said of it, and where, belongs to whoever shows it.
 */
package dev.varve.query.runs;
