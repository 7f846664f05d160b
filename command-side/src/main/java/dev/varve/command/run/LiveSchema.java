package dev.varve.command.run;

import dev.varve.command.target.TargetAccess;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.fingerprint.Schema;
import java.util.Collection;

/** A database's schema as it is now, without the migration tool's own tables: what every comparison and fingerprint is made of. */
public final class LiveSchema {

    private LiveSchema() {}

    /**
     * The schema as it is now.
     *
     * @throws DatabaseUnreadable if it cannot be read
     */
    public static Schema of(Database database, Collection<String> versionTables) {
        return database.schema().without(versionTables);
    }

    /** Its fingerprint; {@code null} if it cannot be read. */
    public static String fingerprintOrNull(Database database, Collection<String> versionTables) {
        try {
            return of(database, versionTables).fingerprint();
        } catch (DatabaseUnreadable unreadable) {
            return null;
        }
    }

    /** Likewise, after asking the tool which tables are its own. */
    public static String fingerprintOrNull(TargetAccess access) {
        try {
            return of(access.database(), access.tool().look().versionTables()).fingerprint();
        } catch (DatabaseUnreadable unreadable) {
            return null;
        }
    }
}
