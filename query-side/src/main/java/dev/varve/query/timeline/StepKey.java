package dev.varve.query.timeline;

/** A step of a run. */
record StepKey(String runId, int ordinal) {}
