package dev.varve.command.crash;

import java.util.List;

/** How the database is migrated. */
enum Strategy {
    /** Without a rehearsal. */
    IN_PLACE("--strategy=in-place", "--no-rehearsal"),
    REHEARSED("--strategy=in-place"),
    SWAP("--strategy=swap");

    /** Made by {@code List.of}: nothing can be put into it. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> options;

    Strategy(String... options) {
        this.options = List.of(options);
    }

    /** What an operator types to choose it. */
    List<String> options() {
        return options;
    }
}
