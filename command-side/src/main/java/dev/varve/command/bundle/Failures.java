package dev.varve.command.bundle;

import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.store.StoreFailure;

/** Why something could not be gathered, without words that may quote data: only those that Varve or SQLite itself chose. */
final class Failures {

    private Failures() {}

    static String inWords(Exception failed) {
        return switch (failed) {
            case StoreFailure store -> "expected " + store.expected() + ", found " + store.found();
            case DatabaseUnreadable database ->
                "expected a readable database at " + database.location() + ", found " + database.found();
            default -> failed.getClass().getName();
        };
    }
}
