package dev.varve.engine.backup.postgres;

import dev.varve.engine.backup.BackupException;
import dev.varve.engine.backup.BackupNotProven;
import dev.varve.engine.backup.BackupNotTaken;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/** Proves a backup by restoring it into a scratch database, on the server that is set for that. */
final class Proving {

    private final PostgresAccess scratch;
    private final DumpSettings settings;
    private final Map<String, String> surroundings;
    private final SnapshotReader reader;

    Proving(PostgresAccess scratch, DumpSettings settings, Map<String, String> surroundings, SnapshotReader reader) {
        this.scratch = scratch;
        this.settings = settings;
        this.surroundings = surroundings;
        this.reader = reader;
    }

    /** @throws BackupNotTaken unless a scratch database can be made: asked before a long dump, not after */
    void requireScratch(String source, int major) {
        try (var connection = scratch.open(scratch.maintenanceDatabase(), "varve")) {
            if (!OwnDatabase.mayBeMade(connection)) {
                throw refused(
                        source,
                        "a role that may create the scratch database of the proof",
                        "role " + scratch.user() + " without CREATEDB on " + scratch.location(""),
                        "ALTER ROLE " + Sql.name(scratch.user()) + " CREATEDB");
            }
            var found = ExportedSnapshot.major(connection);
            if (found != major) {
                throw refused(
                        source,
                        "a scratch server of PostgreSQL " + major + ", the source's version",
                        "version " + found,
                        "prove backups on a server of that version");
            }
        } catch (SQLException unreachable) {
            throw refused(
                    source,
                    "to reach " + scratch.location(scratch.maintenanceDatabase()) + ", where backups are proven",
                    Trouble.inWords(unreachable, scratch),
                    "let the role connect there");
        }
    }

    private static BackupNotTaken refused(String source, String expected, String found, String remedy) {
        return new BackupNotTaken(source, expected, found, remedy, null);
    }

    /** @throws BackupNotProven naming what was expected and what was found; nothing is left on the server */
    void prove(PostgresBackup backup, LongConsumer rowsRead) {
        try (var proof = restored(backup, rowsRead)) {
            return;
        } catch (SQLException left) {
            throw notProven(backup, left);
        }
    }

    /**
     * Likewise, and leaves what it was restored to.
     *
     * @throws BackupNotProven likewise
     */
    OwnDatabase restored(PostgresBackup backup, LongConsumer rowsRead) {
        var tools = ClientTools.find(backup.serverMajor(), settings.clientTools(), surroundings);
        var reconstruction = new Reconstruction(tools, surroundings, reader, backup);
        reconstruction.requireArchive();
        try {
            Leftovers.drop(scratch, Set.of(OwnName.Kind.PROOF));
            var name = new OwnName(backup.database(), OwnName.Kind.PROOF, backup.id());
            var database = OwnDatabase.empty(scratch, name, backup.state().properties());
            try {
                // A subscription would bar the scratch database from being dropped.
                reconstruction.into(database, List.of("--no-subscriptions"), rowsRead);
                return database;
            } catch (SQLException | RuntimeException | Error failed) {
                try (database) {
                    throw failed;
                }
            }
        } catch (SQLException failed) {
            throw notProven(backup, failed);
        }
    }

    private BackupException notProven(PostgresBackup backup, SQLException failed) {
        var found = Trouble.inWords(failed, scratch);
        return new BackupNotProven(backup.id(), "to restore and read it on " + scratch.location(""), found, failed);
    }
}
