package dev.varve.engine.backup.postgres;

import dev.varve.engine.backup.BackupNotProven;
import dev.varve.engine.database.postgres.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** A backup restored into an empty database, and held against what its source was. */
final class Reconstruction {

    private final ClientTools tools;
    private final Map<String, String> surroundings;
    private final SnapshotReader reader;
    private final PostgresBackup backup;

    Reconstruction(ClientTools tools, Map<String, String> surroundings, SnapshotReader reader, PostgresBackup backup) {
        this.tools = tools;
        this.surroundings = surroundings;
        this.reader = reader;
        this.backup = backup;
    }

    /** @throws BackupNotProven unless the archive is there, of the receipt's size and hash */
    void requireArchive() {
        var archive = backup.archive();
        try {
            if (!archive.exists()) {
                throw notProven(backup.sizeBytes() + " bytes at " + archive.path(), "no such archive", null);
            }
            var size = archive.sizeBytes();
            if (size != backup.sizeBytes()) {
                throw notProven(backup.sizeBytes() + " bytes at " + archive.path(), size + " bytes", null);
            }
            var sha256 = archive.sha256();
            if (!sha256.equals(backup.sha256())) {
                throw notProven("SHA-256 " + backup.sha256() + " of " + archive.path(), sha256, null);
            }
        } catch (IOException unreadable) {
            throw notProven("a readable archive at " + archive.path(), unreadable.toString(), unreadable);
        }
    }

    /**
     * Fills a database of Varve's own and compares all of it.
     *
     * @param extra what this restore wants of {@code pg_restore} beside the usual
     * @throws BackupNotProven naming what could not be restored, or the first difference
     */
    void into(OwnDatabase database, List<String> extra, LongConsumer rowsRead) throws SQLException {
        restore(database, extra);
        requireState(database, backup.state(), rowsRead);
    }

    /** Gives a whole database the properties of the source and compares all of it. */
    void requireState(OwnDatabase database, SnapshotContent expected, LongConsumer rowsRead) throws SQLException {
        var writer = new PropertiesWriter(database.keeper(), database.name(), expected.properties());
        writer.write();
        // Connected before rights and limit are as they were: they may leave no room for a look.
        try (var looking = database.access().open(database.name(), database.name())) {
            writer.close();
            looking.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            looking.setReadOnly(true);
            looking.setAutoCommit(false);
            expected.requireEqual(backup.id(), SnapshotContent.of(looking, reader, rowsRead));
        }
    }

    private void restore(OwnDatabase database, List<String> extra) {
        var variables = database.access().environment(database.name(), database.name(), tools.major());
        try (var run = ClientRun.start(command(database.name(), extra), surroundings, variables, database.access())) {
            feed(run);
            if (!run.succeeded()) {
                throw notProven("pg_restore to restore all of it", run.said(), null);
            }
        } catch (IOException failed) {
            throw notProven("pg_restore to run", failed.toString(), failed);
        }
    }

    private List<String> command(String database, List<String> extra) {
        var command = new ArrayList<>(List.of(
                tools.pgRestore().toString(),
                "--no-password",
                "--exit-on-error",
                "--format=" + backup.format().word(),
                // As a connection string, since it would be taken for one if it looked like one.
                "--dbname=dbname='" + database.replace("\\", "\\\\").replace("'", "\\'") + "' "
                        + Silence.inConnectionString(false)));
        command.addAll(extra);
        if (backup.format() == DumpFormat.DIRECTORY) {
            command.add(backup.path());
        }
        return command;
    }

    /** A file goes through this process; what of it pg_restore does not want, it tells by its exit code. */
    private void feed(ClientRun run) throws IOException {
        try (var input = run.input()) {
            if (backup.format() == DumpFormat.CUSTOM) {
                Files.copy(backup.archive().path(), input);
            }
        } catch (IOException brokenPipe) {
            if (!Files.isReadable(backup.archive().path())) {
                throw brokenPipe;
            }
        }
    }

    private BackupNotProven notProven(String expected, String found, Throwable cause) {
        return new BackupNotProven(backup.id(), expected, found, cause);
    }
}
