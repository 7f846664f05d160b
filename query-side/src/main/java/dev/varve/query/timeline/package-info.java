/**
 * Every event in order, with a sentence that says what happened.
 *
 * <p>Start at {@link dev.varve.query.timeline.TimelineProjection}; the sentences stand in {@link dev.varve.query.timeline.TargetSentences} and
 * {@link dev.varve.query.timeline.RunSentences}; ask {@link dev.varve.query.timeline.Timeline}.
 */
package dev.varve.query.timeline;
