package dev.varve.store;

import java.io.Serial;

/** The shared store has not the schema that this release needs, and whoever asks may not or would not change that. */
public final class StoreNotPrepared extends StoreFailure {

    @Serial
    private static final long serialVersionUID = 1;

    private static final String REMEDY =
            "have it prepared once by a role that owns the schema, or may create it: varve store prepare --store URL";

    private StoreNotPrepared(String place, int needed, String found, Throwable cause) {
        super("an event store of schema " + needed + " in " + place, found, REMEDY, cause);
    }

    /** An earlier release wrote it, and reading changes nothing. */
    static StoreNotPrepared older(String place, int needed, int version) {
        return new StoreNotPrepared(place, needed, "schema " + version, null);
    }

    /** The role may not create or change it. */
    static StoreNotPrepared forbidden(String place, int needed, int version, String role, Throwable cause) {
        var found = (version == 0 ? "none" : "schema " + version) + ", and that the role " + role + " may not "
                + (version == 0 ? "create it" : "change it");
        return new StoreNotPrepared(place, needed, found, cause);
    }
}
