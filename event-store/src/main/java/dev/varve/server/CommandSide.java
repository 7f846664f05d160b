package dev.varve.server;

import dev.varve.cli.Home;
import dev.varve.cli.Surroundings;
import dev.varve.store.StoreAddress;

/** The command side of a server that may run migrations. Safe for several threads. */
public interface CommandSide extends AutoCloseable {

    /** How the server finds it. */
    interface Provider {

        /**
         * Opens it, for as long as the server runs.
         *
         * @param store the events that the server shows, and to which is appended what is done
         * @param requiresApproval whether nobody may upgrade but by a proposal that somebody else approves
         */
        CommandSide open(Surroundings surroundings, Home home, StoreAddress store, boolean requiresApproval);
    }

    Operations operations();

    AccessRecorder accessRecorder();

    AccessAdministration accessAdministration();

    /** Lets go of what it holds; what was started goes on. */
    @Override
    void close();
}
