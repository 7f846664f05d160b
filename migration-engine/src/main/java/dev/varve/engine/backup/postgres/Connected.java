package dev.varve.engine.backup.postgres;

/** What to do about those who are connected to a database that is to be replaced. */
public enum Connected {
    /** They are named, and nothing is touched. */
    REFUSE,
    /** Nobody is let in any more, and their sessions are ended, once the restored database is proven. */
    END
}
