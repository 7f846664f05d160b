package dev.varve.query.timeline;

/** What a step's intent told of it, for the sentence about its outcome. */
record StartedStep(int total, String message) {}
