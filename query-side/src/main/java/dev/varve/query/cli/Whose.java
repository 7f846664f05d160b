package dev.varve.query.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Of which target: one by name, or all. */
final class Whose {

    @Parameters(index = "0", paramLabel = "NAME", description = "The target.")
    private String target;

    @Option(names = "--all", description = "Every target.")
    private boolean all;

    boolean isAll() {
        return all;
    }

    /** The name; {@code null} for all. */
    String target() {
        return all ? null : target;
    }
}
