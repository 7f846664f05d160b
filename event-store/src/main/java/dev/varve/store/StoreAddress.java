package dev.varve.store;

import java.time.Clock;
import java.util.Optional;

/** Which event store is meant: enough to open it, and to name it without a secret. */
public sealed interface StoreAddress permits SqliteAddress, PostgresAddress {

    /**
     * Opens the store for writing; creates it where it is missing.
     *
     * @param clock gives the events' times, from now on for everything of Axon in this process
     * @throws StoreFailure if that is not possible, by its condition
     */
    DurableEventStore open(Clock clock);

    /**
     * Opens the store for reading only. Nothing is created.
     *
     * @throws StoreMissing if there is none
     * @throws StoreFailure if it cannot be read, by its condition
     */
    DurableEventStore openReadOnly();

    /** Likewise; empty if there is none. */
    default Optional<DurableEventStore> openIfThere() {
        try {
            return Optional.of(openReadOnly());
        } catch (StoreMissing none) {
            return Optional.empty();
        }
    }

    /** Where it is, for a person; never a password. */
    String inWords();

    /**
     * The same store as a URL, for a process of our own to be given by its environment. May hold a password: never to be shown, logged or put
     * into a command line.
     */
    String url();
}
