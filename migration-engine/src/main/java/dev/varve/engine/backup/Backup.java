package dev.varve.engine.backup;

import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.database.WholeContent;
import java.time.Instant;
import java.util.List;

/**
 * A backup and what is known of it, as kept in its receipt beside it.
 *
 * @param id unique in its vault, sortable by time
 * @param target the watched database's name
 * @param source where it was taken from, without secrets
 * @param kind what it is a backup of; receipts from before this was written are SQLite's
 * @param path the backup's absolute path
 * @param sizeBytes of the file
 * @param sha256 of the file, from a fresh read
 * @param fingerprint of the source's schema, in the read transaction of the backup
 * @param tables rows and content of every table of the source, in that same transaction
 * @param takenAt when
 * @param provenAt when it was proven; {@code null} if it never was
 * @param runId the run that needed it; {@code null} if none
 */
public record Backup(
        String id,
        String target,
        String source,
        DatabaseKind kind,
        String path,
        long sizeBytes,
        String sha256,
        String fingerprint,
        List<TableContent> tables,
        Instant takenAt,
        Instant provenAt,
        String runId) {

    public Backup {
        kind = kind == null ? DatabaseKind.SQLITE : kind;
        tables = List.copyOf(tables);
    }

    /** What it holds. */
    public WholeContent content() {
        return new WholeContent(fingerprint, tables);
    }

    public boolean isProven() {
        return provenAt != null;
    }
}
