package dev.varve.events;

/** One planned step as recorded; {@code sha256} is the script's, {@code null} if it has none. */
public record RecordedStep(String revision, String message, String file, String sha256) {}
