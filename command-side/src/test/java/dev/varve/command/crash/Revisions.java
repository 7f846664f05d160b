package dev.varve.command.crash;

import java.util.List;
import java.util.stream.Stream;

/** The scripts of an application, in their order. */
interface Revisions {

    /** What stands in the database before, with its rows. */
    Script first();

    /** What its release brings. */
    List<Script> pending();

    default List<Script> all() {
        return Stream.concat(Stream.of(first()), pending().stream()).toList();
    }
}
