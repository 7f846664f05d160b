package dev.varve.engine.swap;

import dev.varve.engine.database.OpenFiles;

/**
 * A swap that was done.
 *
 * @param kept the former database's absolute path, whole
 * @param stillOpen who had the former file open and did not notice; what they write goes to {@code kept}
 */
public record Swapped(String kept, OpenFiles stillOpen) {}
