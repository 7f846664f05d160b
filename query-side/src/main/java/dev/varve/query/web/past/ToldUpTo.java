package dev.varve.query.web.past;

/** A database, as it is told up to an event. */
public record ToldUpTo(String target, long sequence) {}
