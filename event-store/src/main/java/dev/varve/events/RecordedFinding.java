package dev.varve.events;

/** A finding as recorded: the stable code, {@code INFO WARNING ERROR}, a sentence, and what to do ({@code null} if nothing). */
public record RecordedFinding(String code, String severity, String message, String remedy) {}
