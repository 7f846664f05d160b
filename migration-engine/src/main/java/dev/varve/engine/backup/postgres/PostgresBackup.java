package dev.varve.engine.backup.postgres;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.database.DatabaseKind;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A backup of a PostgreSQL database and what is known of it, as kept in its receipt beside it.
 *
 * @param id unique in its folder, sortable by time
 * @param target the watched database's name in Varve
 * @param source where it was taken from, without secrets
 * @param database the database's name on its server
 * @param path the archive's absolute path
 * @param sizeBytes of the archive
 * @param sha256 of the archive, from a fresh read
 * @param serverVersion of the server that it was taken from
 * @param state of the very snapshot that was dumped
 * @param takenAt when
 * @param provenAt when it was proven by restoring it; {@code null} if it never was
 * @param runId the run that needed it; {@code null} if none
 */
public record PostgresBackup(
        String id,
        String target,
        String source,
        String database,
        String path,
        DumpFormat format,
        long sizeBytes,
        String sha256,
        String serverVersion,
        SnapshotContent state,
        Instant takenAt,
        Instant provenAt,
        String runId) {

    /** As far as backups of every kind are alike. */
    public Backup asEveryBackup() {
        return new Backup(
                id,
                target,
                source,
                DatabaseKind.POSTGRESQL,
                path,
                sizeBytes,
                sha256,
                state.fingerprint(),
                state.tables(),
                takenAt,
                provenAt,
                runId);
    }

    /** The server's major version. */
    int serverMajor() {
        return Integer.parseInt(serverVersion.split("\\D", 2)[0]);
    }

    Archive archive() {
        return new Archive(Path.of(path), format);
    }

    PostgresBackup provenAt(Instant at) {
        return new PostgresBackup(
                id,
                target,
                source,
                database,
                path,
                format,
                sizeBytes,
                sha256,
                serverVersion,
                state,
                takenAt,
                at,
                runId);
    }

    PostgresBackup at(Path where) {
        return new PostgresBackup(
                id,
                target,
                source,
                database,
                where.toString(),
                format,
                sizeBytes,
                sha256,
                serverVersion,
                state,
                takenAt,
                provenAt,
                runId);
    }
}
