package dev.varve.server;

import java.util.Map;

/**
 * Something to do with a database, as somebody asked for it on a page or by the API.
 *
 * @param id given by who asks, once for each thing to do; the run's id
 * @param options of the command, by their long names without the dashes; those that it does not know are refused
 * @param seenSequence the last event of this target that the asker saw; {@code null} if the asker does not say
 * @param actor who asks, as logged in
 * @param reason {@code null} if not given; so is {@code ticket}
 */
public record Order(
        String id,
        String target,
        Kind kind,
        Map<String, String> options,
        Long seenSequence,
        String actor,
        String reason,
        String ticket) {

    /** The commands that a server starts. */
    public enum Kind {
        DIAGNOSE,
        BACKUP,
        REHEARSE,
        UPGRADE,
        RECOVER,
        /**
         * Asks for a run that somebody else has to approve first; the order's id is the proposal's. {@code kind}: {@code upgrade} or {@code
         * rehearse}; the other options are that command's.
         */
        PROPOSE,
        /** Approves the {@code proposal}, and starts it, once, as a run with an id of its own in the name of who proposed it. */
        APPROVE,
        /** Ends the {@code proposal}; {@code why} says why. */
        DECLINE
    }

    public Order {
        options = Map.copyOf(options);
    }
}
