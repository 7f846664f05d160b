package dev.varve.server;

/** What a request to a server takes. */
public enum Permission {
    /** Look at what is recorded and believed. */
    VIEW,
    /** Take evidence out: reports, and exports of the events. */
    EXPORT,
    /** Start a backup, a rehearsal, an upgrade, a recovery; propose one. */
    OPERATE,
    /** Let go ahead what somebody else proposed. */
    APPROVE,
    /** Give out tokens, and say who is let in. */
    ADMINISTER
}
