package dev.varve.engine.finding;

/** How much a finding weighs, lightest first. One {@link #ERROR} forbids calling a database healthy. */
public enum Severity {
    INFO,
    WARNING,
    ERROR
}
