package dev.varve.events;

/**
 * One way back that was offered.
 *
 * @param option its id, as {@code --option} takes it
 * @param does what it will do
 * @param loses what will be lost; {@code null} if nothing
 * @param takesMillis how long it will take; {@code null} if unknown
 * @param proof how the result will be proven
 */
public record RecordedOption(String option, String does, String loses, Long takesMillis, String proof) {}
