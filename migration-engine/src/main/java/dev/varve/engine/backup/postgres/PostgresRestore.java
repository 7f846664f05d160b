package dev.varve.engine.backup.postgres;

import dev.varve.engine.backup.BackupNotProven;
import dev.varve.engine.backup.ClientToolsUnavailable;
import dev.varve.engine.backup.RestoreFailed;
import dev.varve.engine.backup.RestoreRefused;
import dev.varve.engine.observation.Observation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts a proven backup in a database's place: restored beside it, proven there, then renamed. Killed at any point, the database is the former
 * one or the restored one; at worst it lets nobody in, which {@link #settle} mends.
 */
public final class PostgresRestore {

    private final PostgresAccess access;
    private final DumpSettings settings;
    private final Map<String, String> surroundings;
    private final SnapshotReader reader;

    public PostgresRestore(
            PostgresAccess access, DumpSettings settings, Map<String, String> surroundings, SnapshotReader reader) {
        this.access = access;
        this.settings = settings;
        this.surroundings = Map.copyOf(surroundings);
        this.reader = reader;
    }

    /**
     * Restores a backup. The database then has the properties (owner, settings, grants, limit, comment) that it had when the backup was taken.
     *
     * @param runId up to 36 letters, digits and {@code -}; part of the former database's new name
     * @return what the former database is called now; {@code null} if there was none
     * @throws RestoreRefused if the backup was never proven, the role lacks a right, somebody is connected, or that run restored it already;
     *     nothing was touched
     * @throws ClientToolsUnavailable if there is no {@code pg_restore} of the server's version
     * @throws BackupNotProven if what was restored is not the backup; the database was not touched
     * @throws RestoreFailed if the server refused or went away; the database is what it was
     */
    public String restore(
            PostgresBackup backup, String database, String runId, Connected others, Consumer<Observation> observer) {
        requireProven(backup, database);
        var tools = ClientTools.find(backup.serverMajor(), settings.clientTools(), surroundings);
        var reconstruction = new Reconstruction(tools, surroundings, reader, backup);
        var name = new OwnName(database, OwnName.Kind.NEW, runId);
        try {
            settle(database);
            requireRights(database, backup);
            requireFree(database, name, others);
            reconstruction.requireArchive();
            observer.accept(new Observation.RestoreStarting(backup.id(), backup.sha256(), access.location(database)));
            try (var made = OwnDatabase.empty(access, name, backup.state().properties())) {
                reconstruction.into(
                        made,
                        List.of(),
                        rows -> observer.accept(
                                new Observation.Progress("proof", Observation.Progress.Unit.ROWS, rows, 0)));
                var old = swapIn(made, database, name, others);
                var aside = old == null ? List.<String>of() : List.of(old);
                observer.accept(new Observation.RestoreSucceeded(
                        backup.id(), backup.state().fingerprint(), aside));
                return old;
            }
        } catch (SQLException failed) {
            throw failed(backup, database, failed);
        }
    }

    /**
     * Undoes what a killed restore left: lets connections in again, and drops the database that did not get the name.
     *
     * @return the names of what was dropped
     */
    public List<String> settle(String database) throws SQLException {
        try (var connection = maintenance()) {
            return Leftovers.clear(connection, database);
        }
    }

    private Connection maintenance() throws SQLException {
        return access.open(access.maintenanceDatabase(), "varve");
    }

    /** Before anything is restored: it may take hours, and the renames come last. */
    private void requireRights(String database, PostgresBackup backup) throws SQLException {
        try (var connection = maintenance()) {
            var byHand = "; or restore it by hand, by pg_restore from " + backup.path();
            if (!OwnDatabase.mayBeMade(connection)) {
                throw new RestoreRefused(
                        database,
                        "a role that may create databases, in which a backup is restored first",
                        access.user() + ", which may not",
                        "ALTER ROLE " + Sql.name(access.user()) + " CREATEDB, then try again" + byHand);
            }
            if (exists(connection, database) && !Renaming.isOwned(connection, database)) {
                throw new RestoreRefused(
                        database,
                        "a role that owns the database, since only its owner renames it",
                        access.user() + ", which does not",
                        "ALTER DATABASE " + Sql.name(database) + " OWNER TO " + Sql.name(access.user())
                                + ", or watch it with its owner, then try again" + byHand);
            }
        }
    }

    private static boolean exists(Connection connection, String database) throws SQLException {
        return Sql.one(connection, "SELECT 1 FROM pg_catalog.pg_database WHERE datname = ?", database) != null;
    }

    private void requireFree(String database, OwnName name, Connected others) throws SQLException {
        try (var connection = maintenance()) {
            var swap = new DatabaseSwap(connection, database, name);
            var old = name.as(OwnName.Kind.OLD).toString();
            if (swap.exists(old)) {
                throw new RestoreRefused(
                        database,
                        "a run that restored nothing yet",
                        old + ", which this run kept aside",
                        "it is restored; drop what was kept once nobody needs it, or start another run");
            }
            if (others == Connected.REFUSE) {
                swap.requireNobody();
            }
        }
    }

    private String swapIn(OwnDatabase made, String database, OwnName name, Connected others) throws SQLException {
        var swap = new DatabaseSwap(made.keeper(), database, name);
        var closes = others == Connected.END && swap.exists(database);
        if (closes) {
            swap.close();
        } else {
            swap.requireNobody();
        }
        try {
            var old = swap.swap();
            made.keep();
            return old;
        } catch (SQLException | RestoreRefused refused) {
            if (closes) {
                swap.open();
            }
            throw refused;
        }
    }

    private static void requireProven(PostgresBackup backup, String database) {
        if (backup.provenAt() == null) {
            throw new RestoreRefused(
                    database,
                    "a proven backup",
                    backup.id() + ", which never was",
                    "choose a proven one: varve backups " + backup.target());
        }
    }

    private RestoreFailed failed(PostgresBackup backup, String database, SQLException failed) {
        return new RestoreFailed(
                access.location(database),
                "to restore backup " + backup.id() + " beside it and to rename both",
                Trouble.inWords(failed, access),
                "mend what the message names and restore again; the database is what it was",
                failed);
    }
}
