package dev.varve.events;

/** Why a step or run failed: the tool's error, redacted. {@code statement} is {@code null} if none was running. */
public record RecordedFailure(
        String type, String message, String statement, int statementOrdinal, Boolean inTransaction) {}
